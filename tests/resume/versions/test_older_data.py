"""Rows of a release without versions."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from resume import photo
from resume.editor.desk import is_changed
from resume.models import PublishedVersion, Resume
from resume.passages import published
from resume.versions.publishing import publish, publish_draft
from tests.resume.typeset.test_pdf import DOT


@pytest.mark.django_db(transaction=True)
def test_the_rows_of_a_release_without_versions_are_the_first_version(
    client: Client, sample: dict[str, Any]
) -> None:
    sample["basics"]["image"] = f"data:image/png;base64,{DOT}"
    resume = publish(sample)
    photo.keep(resume)
    publish_draft(resume)
    paths = ("/", "/resume.json", "/resume.md", "/llms.txt")
    before = [client.get(path).content for path in paths], published()
    assert b"/photo/" in before[0][0]

    call_command("migrate", "resume", "0005", verbosity=0)
    call_command("migrate", "resume", verbosity=0)

    assert ([client.get(path).content for path in paths], published()) == before
    assert PublishedVersion.objects.get().number == 1
    assert client.get("/r/main/").status_code == 200
    assert not is_changed(Resume.objects.get())
