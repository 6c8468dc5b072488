from typing import Any

import pytest

from resume.models import Entry
from resume.versions.publishing import publish
from tests.resume.conftest import document as document
from tests.resume.conftest import sample as sample


@pytest.fixture
def job(db: Any, sample: Any) -> Entry:
    """The first job of the sample, which is published."""
    publish(sample)
    return Entry.objects.get(dom_id="work-northwind-rail")
