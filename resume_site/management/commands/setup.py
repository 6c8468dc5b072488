"""``manage.py setup``: everything a new checkout needs before it can be served."""

import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand

from resume.models import Resume
from resume.stories import files as stories
from resume.versions.publishing import publish_draft

ENVIRONMENT = """\
# Made by `make run`, which turns DJANGO_DEBUG on itself. See .env.example.
DJANGO_SECRET_KEY={key}
"""
#: How the file used to begin, which turned DEBUG on for a live site too.
WITH_DEBUG = """\
# Made by `make run` for development on this machine. See .env.example.
DJANGO_DEBUG=true
"""


class Command(BaseCommand):
    help = (
        "Prepares a development site: settings, tables, a sample résumé, an admin"
        " account. Run again, it changes nothing that is there."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.write_environment(settings.ROOT / ".env")
        call_command("migrate", verbosity=0)
        if not Resume.objects.exists():
            self.publish_sample(settings.ROOT / "resume/samples")
        self.create_admin()

    def publish_sample(self, folder: Path) -> None:
        call_command("loadresume", folder / "sample.json", draft=True)
        resume = Resume.objects.get()
        number = stories.load(resume, folder / "stories.toml")
        publish_draft(resume)
        self.stdout.write(f"It is published, with {number} stories.")

    def write_environment(self, path: Path) -> None:
        """A secret key, for commands that are run without DEBUG."""
        if not path.exists():
            path.touch(0o600)
            key = secrets.token_urlsafe(50)
            path.write_text(ENVIRONMENT.format(key=key), encoding="utf-8")
            self.stdout.write("Wrote .env with a secret key.")
        elif (text := path.read_text(encoding="utf-8-sig")).startswith(WITH_DEBUG):
            header, _, _ = ENVIRONMENT.partition("DJANGO_SECRET_KEY")
            path.write_text(header + text.removeprefix(WITH_DEBUG), encoding="utf-8")
            self.stdout.write("Removed DJANGO_DEBUG from .env: `make run` sets it.")

    def create_admin(self) -> None:
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser("admin", password=password)
        self.stdout.write(
            "\nYour admin account (shown this once):\n"
            f"  name:      admin\n  password:  {password}\n"
        )
