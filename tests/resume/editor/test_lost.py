"""Nothing typed is lost: not by a logout, not by a paste, not by somebody else's change."""

import html
import re

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from resume.models import Entry, Resume, Story
from tests.support.editor import FETCH, address, card, save, shown

HUGE = "{" + "word\n" * 1_000_000
ORIGIN = {"Origin": "http://testserver"}


def sent_again(page: str) -> dict[str, list[str]]:
    """What the form of a page that offers what was typed sends."""
    pairs = re.findall(r'<textarea name="([^"]+)"[^>]*>\n(.*?)</textarea>', page, re.S)
    pairs += re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(html.unescape(value))
    return found


def test_who_was_logged_out_saves_after_the_next_login(admin_client, job):
    typed = shown(admin_client, card(job)) | {"title": 'Boss <of> "all"'}
    owner = User.objects.get()
    browser = Client(enforce_csrf_checks=True, headers=ORIGIN)

    refused = browser.post(card(job), typed)
    assert refused.status_code == 403
    assert "You have been logged out" in refused.content.decode()

    browser.force_login(owner)
    browser.cookies["csrftoken"] = "a" * 32  # as after each login
    again = browser.post(card(job), sent_again(refused.content.decode()))
    assert "You are logged in again" in again.content.decode()
    last = browser.post(card(job), sent_again(again.content.decode()))

    assert last.status_code == 302
    job.refresh_from_db()
    assert job.title == 'Boss <of> "all"'
    assert job.highlights.count() == len(typed["highlight"])


def test_who_has_a_token_but_no_session_keeps_what_was_typed(admin_client, job):
    answer = Client().post(card(job), {"title": "Typed words"})
    assert answer.status_code == 403
    assert "Typed words</textarea>" in answer.content.decode()


@pytest.mark.parametrize("path", ["entries/{}/", "stories/of/work-northwind-rail/"])
def test_what_was_deleted_meanwhile_leaves_what_was_typed(admin_client, job, path):
    url = address(path.format(job.pk))
    job.delete()
    answer = admin_client.post(url, {"title": "A title", "text": "Typed words"})
    assert answer.status_code == 404
    assert "it was deleted meanwhile" in answer.content.decode()
    assert "Typed words</textarea>" in answer.content.decode()
    assert admin_client.get(url).status_code == 404
    assert admin_client.post(url, headers=FETCH).status_code == 404


def test_what_another_site_sends_is_not_offered_to_be_sent_again(admin_client, job):
    browser = Client(
        enforce_csrf_checks=True, headers={"Origin": "https://evil.example"}
    )
    browser.force_login(User.objects.get())
    answer = browser.post(card(job), {"title": "Typed words"})
    assert answer.status_code == 403
    assert "Typed words" not in answer.content.decode()


FORMS = {
    "entry": ("", "title"),
    "prose": ("", "summary"),
    "words": ("", "keywords"),
    "highlight": ("", "highlight"),
    "basics": ("head/", "label"),
    "section": ("sections/add/", "new-text"),
    "story": ("stories/of/work-northwind-rail/", "text"),
    "story title": ("stories/of/work-northwind-rail/", "title"),
    "note": ("publish/", "note"),
    "import": ("import/", "text"),
}


@pytest.mark.parametrize("form", FORMS)
def test_five_megabytes_are_refused_with_a_sentence_and_kept(admin_client, job, form):
    path, field = FORMS[form]
    if form == "words":
        job = Entry.objects.filter(section="skills")[0]
    typed = {"name": "A name", "title": "A title", "text": "A text", field: HUGE}
    if form in ("entry", "prose", "words", "highlight"):
        path = f"entries/{job.pk}/"
        typed = shown(admin_client, card(job)) | {field: HUGE}
    elif form == "basics":
        typed = shown(admin_client, address(path)) | {field: HUGE}
    elif form == "section":
        typed |= {"block": "new", "seen": "shown"}
    elif form.startswith("story"):
        typed |= {"digest": admin_client.get(address(path)).context["digest"]}
    before = [*Entry.objects.values(), *Resume.objects.values()]

    answer = admin_client.post(address(path), typed)

    page = answer.content.decode()
    assert answer.status_code in (400, 422)
    assert re.search(r"has [\d,]+ characters; [\d,]+ fit|at most 200|is not JSON", page)
    assert page.count("word\n") >= 900_000
    assert [*Entry.objects.values(), *Resume.objects.values()] == before
    assert not Story.objects.exists()


HEIC = b"\0\0\0\x18ftypheic" + bytes(3_000_000)


@pytest.mark.parametrize("path", ["photo/", "stories/pictures/"])
def test_a_phones_picture_is_named_as_what_it_is(admin_client, job, path):
    name = "photo" if path == "photo/" else "picture"
    file = SimpleUploadedFile("IMG_1.HEIC", HEIC)
    answer = admin_client.post(address(path), {name: file})
    assert "it is HEIC" in answer.content.decode()


def test_what_was_not_read_before_publishing_is_not_published(admin_client, job):
    save(admin_client, card(job), title="Mine")
    seen = admin_client.get(address("publish/")).context["digest"]
    save(admin_client, card(job), title="Theirs")

    answer = admin_client.post(
        address("publish/"), {"digest": seen, "note": "My words"}
    )

    assert answer.status_code == 409
    page = answer.content.decode()
    assert "The draft was changed or published meanwhile" in page
    assert "<ins>Theirs</ins>" in page
    assert "My words" in page
    assert Resume.objects.get().versions.count() == 1


def test_two_who_publish_the_same_make_one_version(admin_client, job):
    save(admin_client, card(job), title="Mine")
    seen = admin_client.get(address("publish/")).context["digest"]

    answers = [
        admin_client.post(address("publish/"), {"digest": seen, "note": "Why\0"})
        for _ in range(2)
    ]

    assert [answer.status_code for answer in answers] == [302, 409]
    assert "Nothing has changed since Version 2" in answers[1].content.decode()
    assert [v.note for v in job.resume.versions.all()] == ["Why", ""]


def test_an_import_does_not_replace_what_was_changed_meanwhile(admin_client, job):
    document = '{"basics": {"name": "Ama"}}'
    admin_client.post(address("import/"), {"text": document})
    save(admin_client, card(job), title="Theirs")

    answer = admin_client.post(address("import/"), {"decision": "replace"})
    assert answer.status_code == 409
    assert Entry.objects.filter(title="Theirs").exists()

    admin_client.post(address("import/"), {"decision": "replace"})
    assert Resume.objects.get().name == "Ama"
