"""The owner writes a story: nothing typed is lost, and nothing is live before publishing."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from resume.models import Entry, Picture, Resume, Story
from resume.versions.publishing import publish
from tests.support.admin import member

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40


def url(name: str, *args: str) -> str:
    return reverse(f"admin:resume_resume_{name}", args=[Resume.objects.get().pk, *args])


@pytest.fixture
def about(sample: dict[str, Any]) -> str:
    publish(sample)
    entry = Entry.objects.filter(section="work").first()
    assert entry
    return entry.dom_id


def write(client: Any, about: str, **values: str) -> Any:
    form = client.get(url("story", about)).context
    data = {"title": "The lamp", "text": "It went out.", "digest": form["digest"]}
    return client.post(url("story", about), data | values)


def test_a_story_is_written_changed_and_deleted(about: str) -> None:
    owner = member("Résumé owner")
    assert about in owner.get(url("stories")).content.decode()

    write(owner, about)
    assert Story.objects.get().text == "It went out."
    write(owner, about, title="The light")
    story = Story.objects.get()
    assert (story.title, story.slug) == ("The light", "the-lamp")

    owner.post(url("story_delete", about))
    assert not Story.objects.exists()


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"title": " "}, "cannot be blank"),
        ({"text": ""}, "cannot be blank"),
    ],
)
def test_what_can_not_be_kept_is_shown_again_with_the_reason(
    about: str, values: dict[str, str], says: str
) -> None:
    answer = write(member("Résumé owner"), about, **values)

    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert next(iter(values.values())).strip() in answer.content.decode()
    assert not Story.objects.exists()


def test_the_second_of_two_writers_loses_nothing_and_overwrites_nothing(
    about: str,
) -> None:
    owner = member("Résumé owner")
    write(owner, about)
    before = owner.get(url("story", about)).context["digest"]
    write(owner, about, text="Theirs.")

    answer = owner.post(
        url("story", about), {"title": "The lamp", "text": "Mine.", "digest": before}
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mine." in page
    assert "Theirs." in page
    assert Story.objects.get().text == "Theirs."


def test_the_preview_is_as_safe_as_the_page(about: str) -> None:
    owner = member("Résumé owner")

    answer = owner.post(url("story_preview"), {"text": "*A*<script>1</script>"})

    assert "<em>A</em>" in answer.content.decode()
    assert "<script>" not in answer.content.decode()


def test_a_picture_comes_back_as_the_markdown_that_shows_it(about: str) -> None:
    owner = member("Résumé owner")
    file = SimpleUploadedFile("a.png", PNG)

    answer = owner.post(
        url("story_picture"), {"picture": file, "alt": 'A "lamp"]', "caption": "Lit"}
    )

    key = Picture.objects.get().digest
    assert answer.json()["markdown"] == f'![A lamp](picture:{key} "Lit")'


@pytest.mark.parametrize(
    ("content", "says"),
    [(PNG + b"\x00" * 2_000_001, "larger than 2 MB"), (b"<svg>", "not PNG")],
)
def test_a_picture_that_can_not_be_shown_is_refused_with_a_sentence(
    about: str, content: bytes, says: str
) -> None:
    file = SimpleUploadedFile("a.png", content)

    answer = member("Résumé owner").post(url("story_picture"), {"picture": file})

    assert answer.status_code == 400
    assert says in answer.json()["message"]


def test_the_preview_leads_to_the_drafts_stories_and_pdf_and_has_no_chat(
    about: str,
) -> None:
    owner = member("Résumé owner")
    write(owner, about, text="The draft's lamp.")

    page = owner.get(url("preview_page")).content.decode()
    assert f'href="{url("preview_story", "the-lamp")}"' in page
    assert f'href="{url("export", "pdf")}"' in page
    assert "<chat-widget" not in page  # it would answer from what is published

    story = owner.get(url("preview_story", "the-lamp"))
    assert "The draft&#x27;s lamp." in story.content.decode()
    assert f'href="{url("preview_page")}#{about}"' in story.content.decode()
    assert story.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert owner.get(url("preview_story", "another")).status_code == 404
