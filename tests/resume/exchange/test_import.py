"""The owner imports a file in the browser, and takes everything away again."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from resume import photo
from resume.document.mapping import to_document
from resume.models import Photo, Picture, Resume, Story
from resume.versions.publishing import publish
from tests.support.admin import member

pytestmark = pytest.mark.django_db


def url(name: str, *args: str) -> str:
    return reverse(f"admin:resume_resume_{name}", args=[Resume.objects.get().pk, *args])


def upload(document: Any) -> SimpleUploadedFile:
    return SimpleUploadedFile("resume.json", json.dumps(document).encode())


def draft() -> dict[str, Any]:
    return to_document(Resume.objects.get())


NEW = {"basics": {"name": "Ama Boateng"}, "work": [{"name": "Volta Works"}]}


def test_nothing_changes_before_the_owner_decides(sample: dict[str, Any]) -> None:
    publish(sample)
    owner = member("Résumé owner")

    page = owner.post(url("import"), {"file": upload(NEW)}).content.decode()

    assert "<ins>Ama Boateng</ins>" in page
    assert draft() == sample


def test_the_file_replaces_the_draft(sample: dict[str, Any]) -> None:
    publish(sample)
    owner = member("Résumé owner")

    owner.post(url("import"), {"file": upload(NEW)})
    owner.post(url("import"), {"decision": "replace"})

    assert draft() == NEW


def test_merging_keeps_what_the_file_lacks(sample: dict[str, Any]) -> None:
    publish(sample)
    owner = member("Résumé owner")
    job = {**sample["work"][1], "position": "Chief Engineer"}

    owner.post(url("import"), {"text": json.dumps({**NEW, "work": [job]})})
    owner.post(url("import"), {"decision": "merge"})

    after = draft()
    assert after["basics"] == {**sample["basics"], "name": "Ama Boateng"}
    assert after["education"] == sample["education"]
    assert [j["position"] for j in after["work"]] == [
        "Chief Engineer" if n == 1 else j["position"]
        for n, j in enumerate(sample["work"])
    ]


def test_the_file_goes_into_the_resume_that_the_owner_looks_at(
    sample: dict[str, Any],
) -> None:
    publish(sample)
    other = Resume.objects.create(path="brief")
    owner = member("Résumé owner")
    address = reverse("admin:resume_resume_import", args=[other.pk])

    owner.post(address, {"file": upload(NEW)})
    owner.post(reverse("admin:resume_resume_import", args=[1]), {"decision": "replace"})
    assert to_document(Resume.objects.get(pk=1)) == sample
    owner.post(address, {"file": upload(NEW)})
    owner.post(address, {"decision": "replace"})

    assert to_document(Resume.objects.get(pk=1)) == sample
    assert to_document(Resume.objects.get(pk=other.pk)) == NEW


def test_a_photograph_is_kept_by_merging_and_said_to_go_by_replacing(
    sample: dict[str, Any],
) -> None:
    resume = publish(sample)
    photo.put(resume, b"\x89PNG\r\n\x1a\n")
    owner = member("Résumé owner")
    elsewhere = {"basics": {"name": "Ama", "image": "https://a.example/p.png"}}

    page = owner.post(url("import"), {"file": upload(elsewhere)}).content.decode()
    owner.post(url("import"), {"decision": "merge"})

    merging, replacing = page.split("What merging changes")[1].split("What replacing")
    assert "Photograph" not in merging
    assert "Photograph removed" in replacing
    assert Photo.objects.filter(resume=resume).exists()


def test_what_can_not_be_read_is_refused_with_its_reasons(
    sample: dict[str, Any],
) -> None:
    publish(sample)
    owner = member("Résumé owner")

    large = SimpleUploadedFile("a.json", b" " * 10_000_001)
    texts = ('{"basics": {"name": 5, }}', "")
    for data in (*({"text": text} for text in texts), {"file": large}, {}):
        answer = owner.post(url("import"), data)
        assert answer.status_code == 400
        assert "Nothing has changed" in answer.content.decode()
    assert draft() == sample


def test_a_decision_without_a_file_asks_for_it_again(sample: dict[str, Any]) -> None:
    publish(sample)

    answer = member("Résumé owner").post(
        url("import"), {"decision": "replace"}, follow=True
    )

    assert "choose it again" in answer.content.decode()
    assert draft() == sample


@pytest.mark.parametrize("format", ["json", "md", "pdf"])
def test_the_draft_can_be_taken_away(format: str, sample: dict[str, Any]) -> None:
    resume = publish(sample)
    Resume.objects.update(name="Ama Boateng", visibility={"email": "hidden"})
    owner = member("Résumé owner")

    answer = owner.get(url("export", format))

    assert f'"resume.{format}"' in answer["Content-Disposition"]
    if format == "pdf":
        text = "".join(
            page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages
        )
    else:
        text = answer.content.decode()
    assert "Ama Boateng" in text
    assert (str(resume.email) in text) == (format == "json")


@pytest.mark.django_db(transaction=True)
def test_everything_can_be_taken_away(sample: dict[str, Any]) -> None:
    resume = publish(sample)
    Picture.objects.create(digest="abc1", content_type="image/png", content=b"PNG")
    shown = "![A lamp](picture:abc1)"
    Story(resume=resume, about="work-x", title="The lamp", text=shown).save()
    owner = member("Résumé owner")

    assert json.loads(owner.get(url("export", "json")).content) == sample
    packed = zipfile.ZipFile(io.BytesIO(owner.get(url("export", "zip")).content))
    assert json.loads(packed.read("draft.json")) == sample
    assert json.loads(packed.read("resume.json")) == sample
    assert json.loads(packed.read("versions/1.json"))["number"] == 1
    assert json.loads(packed.read("stories.json"))[0]["text"] == shown
    assert packed.read("pictures/abc1.png") == b"PNG"
    assert packed.read("resume.pdf").startswith(b"%PDF")
    assert sample["basics"]["name"] in packed.read("resume.md").decode()
