"""The owner makes a second résumé, translates it, and decides who finds it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from resume.document import draft
from resume.editor.conflict import digest_of
from resume.models import Highlight, Resume, Story
from resume.versions.publishing import publish, publish_draft

pytestmark = pytest.mark.django_db

LINES = ["Built the signal box.", "Led a team of nine."]
DOCUMENT = {
    "basics": {"name": "Ada", "label": "Train Engineer", "phone": "+46 31 555"},
    "work": [
        {
            "name": "Northwind",
            "position": "Lead Engineer",
            "startDate": "2020-01",
            "highlights": LINES,
        }
    ],
    "skills": [{"name": "Python"}, {"name": "Signal boxes"}],
}


@pytest.fixture
def original() -> Resume:
    return publish(DOCUMENT)


@pytest.fixture
def copy(admin_client: Client, original: Resume) -> Resume:
    given = {"display_name": "Deutsch", "path": "de", "begins_as": original.pk}
    admin_client.post(reverse("admin:resume_resume_new"), given)
    return Resume.objects.get(path="de")


def desk(name: str, *args: object) -> str:
    return reverse(f"admin:resume_resume_{name}", args=args)


def said(response: Any) -> str:
    text: str = response.content.decode()
    return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", text))


def save(client: Client, resume: Resume, **given: Any) -> Any:
    fields = {"display_name": resume.display_name, "path": resume.path}
    fields |= {"found_by": "public", **given}
    return client.post(desk("place", resume.pk), fields)


def test_one_resume_opens_at_once_and_several_are_listed(
    admin_client: Client, original: Resume
) -> None:
    at = desk("changelist")
    assert admin_client.get(at)["Location"] == desk("change", original.pk)
    admin_client.post(desk("new"), {"path": "managers"})
    listed = said(admin_client.get(at, follow=True))
    assert "main At the site's own address" in listed
    assert "managers Not published" in listed


def test_a_copy_is_a_draft_of_its_own_with_the_same_ids(
    client: Client, copy: Resume, original: Resume
) -> None:
    assert client.get("/r/de/").status_code == 404
    ids = [[e.dom_id for e in one.entries.all()] for one in (copy, original)]
    assert ids[0] == ids[1]
    copy.entries.filter(section="work").update(title="Leitende Ingenieurin")
    publish_draft(copy)
    assert "Leitende Ingenieurin" in client.get("/r/de/").content.decode()
    assert "Leitende" not in client.get("/").content.decode()


def test_an_address_is_given_once(admin_client: Client, copy: Resume) -> None:
    response = admin_client.post(desk("new"), {"path": "DE"})
    assert response.status_code == 400
    assert "Another résumé has this address." in said(response)
    assert "letters, numbers" in said(admin_client.post(desk("new"), {"path": "d e"}))
    assert Resume.objects.count() == 2


def test_what_is_not_translated_yet_stands_beside_the_original(
    admin_client: Client, copy: Resume, original: Resume
) -> None:
    at = desk("beside", copy.pk, original.pk)
    copy.label, copy.summary = "Bahningenieurin", "Sie baut die Stellwerke der Bahn."
    copy.save()
    work = copy.entries.get(section="work")
    work.title = "Leitende Ingenieurin"
    work.save()
    first, second = work.highlights.all()
    first.text = "Baute das Stellwerk."
    first.save()
    text = said(admin_client.get(at))
    assert "2 texts" in text
    assert "Led a team of nine. The same words" in text
    assert "Signal boxes The same words" in text
    assert at in admin_client.get(desk("change", copy.pk)).content.decode(), "back"
    for translated in ("Built the signal box", "Train Engineer", "Python", "+46 31"):
        assert translated not in text

    second.delete()
    assert "Led a team of nine. Not found here" in said(admin_client.get(at))


def test_what_is_missing_is_copied_to_be_translated(
    admin_client: Client, copy: Resume, original: Resume
) -> None:
    at = desk("beside_copy", copy.pk, original.pk)
    work = copy.entries.get(section="work")
    wanted, kept = work.dom_id, work.highlights.all()[1]
    kept.delete()
    given = {"entry": wanted, "own": wanted, "highlight": kept.dom_id}
    response = admin_client.post(at, given)
    assert response["Location"] == desk("entry", copy.pk, work.pk)
    assert [h.dom_id for h in work.highlights.all()][-1] == kept.dom_id

    work.delete()
    for _ in range(2):
        admin_client.post(at, {"entry": wanted})
    again = copy.entries.get(dom_id=wanted)
    assert [h.text for h in again.highlights.all()] == LINES
    assert copy.entries.filter(section="work").count() == 1
    assert original.entries.get(dom_id=wanted).highlights.count() == 2


def test_a_resume_that_was_loaded_from_its_own_file_is_compared_too(
    admin_client: Client, original: Resume
) -> None:
    other = Resume.objects.create(path="de")
    work = {
        "name": "Nordwind",
        "position": "Leitende Ingenieurin",
        "startDate": "2020-01",
        "highlights": ["Baute das Stellwerk.", "Leitete ein Team."],
    }
    basics = {"label": "Bahningenieurin"}
    skills = [{"name": "Python"}, {"name": "Stellwerke"}]
    draft.replace({"basics": basics, "work": [work], "skills": skills}, other)
    at = desk("beside", other.pk, original.pk)
    assert "Nothing that “main” says is missing in “de”." in said(admin_client.get(at))
    other.entries.filter(section="work").delete()
    assert "Lead Engineer, Northwind Not found here" in said(admin_client.get(at))


def test_own_sections_keywords_and_stories_are_compared_too(
    admin_client: Client,
) -> None:
    work = {"name": "Northwind", "startDate": "2020-01", "highlights": LINES[:1]}
    skill = {"name": "Trains", "keywords": ["Python", "Signal boxes", "Steam engines"]}
    own = {"Talks": ["Trains in the rain"], "Motto": "Never be late", "lang": "en"}
    basics = {"imageAlt": "Ada at work", "nick": "Countess"}
    original = publish({"basics": basics, "work": [work], "skills": [skill], **own})
    other = Resume.objects.create(path="de")
    work |= {"name": "Nordwind", "highlights": ["Baute das Stellwerk."]}
    skill |= {"name": "Züge", "keywords": ["Python", "Signal boxes"]}
    changed = {"Talks": ["Trains in the rain"], "lang": "de"}
    draft.replace({"work": [work], "skills": [skill], **changed}, other)
    line = Highlight.objects.get(entry__resume=original)
    Story.objects.create(
        resume=original, about=line.dom_id, slug="a", title="The box", text="It stood."
    )
    page = admin_client.get(desk("beside", other.pk, original.pk)).content.decode()
    own_line = Highlight.objects.get(entry__resume=other)
    assert desk("story", other.pk, own_line.dom_id) in page
    assert desk("other", other.pk, digest_of("Talks")) in page
    text = re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", page))
    for gap in (
        "Trains in the rain The same words",
        "Never be late Not found here",
        "Ada at work Not found here",
        "Signal boxes The same words",
        "Steam engines Not found here",
        "It stood. Not found here",
    ):
        assert gap in text
    assert "Python" not in text
    assert "Countess" not in text


def test_the_owner_gives_the_link_to_some_for_a_time(
    admin_client: Client, client: Client, copy: Resume
) -> None:
    publish_draft(copy)
    assert client.get("/r/de/").status_code == 200
    save(admin_client, copy, found_by="link", until="2999-12-31")
    copy.refresh_from_db()
    assert len(copy.private_link) > 20
    assert client.get("/r/de/").status_code == 404
    assert client.get(f"/r/{copy.private_link}/").status_code == 200
    page = admin_client.get(desk("place", copy.pk)).content.decode()
    assert f"http://testserver/r/{copy.private_link}/" in page
    assert 'value="2999-12-31"' in page

    before = copy.private_link
    admin_client.post(desk("place", copy.pk), {"new_link": "1"})
    assert client.get(f"/r/{before}/").status_code == 404

    save(admin_client, copy, found_by="link", until="2001-01-01")
    assert "expired" in said(admin_client.get(desk("place", copy.pk)))
    save(admin_client, copy)
    assert client.get("/r/de/").status_code == 200


def test_another_takes_the_site_s_address(
    admin_client: Client, client: Client, copy: Resume, original: Resume
) -> None:
    early = save(admin_client, copy, is_default="on")
    assert "Publish it first" in said(early)
    Resume.objects.filter(pk=copy.pk).update(label="Bahningenieurin")
    publish_draft(copy)
    refused = save(admin_client, copy, is_default="on", found_by="link")
    assert refused.status_code == 400
    assert "is for everybody" in said(refused)
    assert early.status_code == 400
    save(admin_client, copy, is_default="on")
    assert "Bahningenieurin" in client.get("/").content.decode()
    assert "Train Engineer" in client.get("/r/main/").content.decode()
    save(admin_client, original, is_default="on")
    assert "Train Engineer" in client.get("/").content.decode()


def test_a_crash_leaves_the_sites_address_with_the_one_that_has_it(
    admin_client: Client, copy: Resume, original: Resume, monkeypatch: Any
) -> None:
    publish_draft(copy)
    save(admin_client, copy, is_default="on")

    def crash(*_: object, **__: object) -> None:
        raise InterruptedError

    monkeypatch.setattr(Resume, "save", crash)
    with pytest.raises(InterruptedError):
        save(admin_client, original, is_default="on")

    assert Resume.objects.get(is_default=True) == copy


def test_a_resume_is_deleted_but_not_the_default_one(
    admin_client: Client, client: Client, copy: Resume, original: Resume
) -> None:
    publish_draft(copy)
    assert admin_client.post(desk("remove", original.pk)).status_code == 403
    assert "can't be brought back" in said(admin_client.get(desk("remove", copy.pk)))
    admin_client.post(desk("remove", copy.pk))
    assert client.get("/r/de/").status_code == 404
    assert "Train Engineer" in client.get("/").content.decode()


def test_versions_link_the_address_that_visitors_use(
    admin_client: Client, copy: Resume, original: Resume
) -> None:
    publish_draft(copy)
    for resume, path in ((original, "/"), (copy, "/r/de/")):
        page = admin_client.get(desk("versions", resume.pk)).content.decode()
        assert f'href="{path}resume.pdf"' in page
