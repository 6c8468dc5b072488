"""Run in .sdk/: Django with the project's settings, and empty tables for each test."""

import os
import sys
from pathlib import Path

import django
import pytest

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

if HERE.parent.name == ".sdk":
    sys.path[:0] = [str(HERE), str(HERE.parent), str(ROOT)]
    os.environ["DJANGO_SETTINGS_MODULE"] = "resume_site.settings"
    os.environ["DJANGO_DEBUG"] = "true"
    os.environ["DJANGO_READ_DOTENV"] = "false"
    django.setup()

    @pytest.fixture(autouse=True)
    def _empty_tables(transactional_db: None) -> None:
        """A file, not memory: the store works in threads of its own."""
