"""What the owner edits is a draft; what visitors get is what was published."""

import copy
import json
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from resume.document import draft
from resume.document.mapping import to_document
from resume.models import Entry, PublishedVersion, Resume, Story
from resume.passages import published as passages
from resume.versions.changes import changes
from resume.versions.publishing import copy_draft, publish, publish_draft, restore
from resume.versions.reading import published
from resume.versions.snapshot import build, take
from tests.support.admin import member
from tests.support.editor import card, save

pytestmark = pytest.mark.django_db

OUTPUTS = ("page", "json", "markdown", "llms")


def url(name: str, *args: int) -> str:
    return reverse(f"admin:resume_resume_{name}", args=[Resume.objects.get().pk, *args])


def everything(client: Client) -> str:
    """All that visitors can read of it."""
    found = [client.get(reverse(f"resume:{name}")) for name in OUTPUTS]
    return str([r.content.decode() for r in found]) + str(passages())


def test_an_edit_is_seen_nowhere_until_it_is_published_and_then_everywhere(
    client: Client, sample: dict[str, Any]
) -> None:
    resume = publish(sample)
    resume.label = "Lighthouse Keeper"
    resume.save()
    assert "Lighthouse Keeper" not in everything(client)

    publish_draft(resume)
    for found in (*(client.get(reverse(f"resume:{name}")) for name in OUTPUTS),):
        assert "Lighthouse Keeper" in found.content.decode()
    assert "Lighthouse Keeper" in str(passages())


def test_a_save_of_what_was_read_before_takes_no_publication_back(
    client: Client, sample: dict[str, Any]
) -> None:
    read_before = publish(sample)
    publish({**sample, "basics": {"name": "Somebody Else"}})

    read_before.save()

    assert "Somebody Else" in everything(client)


def test_a_version_exports_what_was_loaded(sample: dict[str, Any]) -> None:
    publish(sample)

    resume = published()

    assert resume is not None
    assert to_document(resume) == sample


def test_going_back_brings_all_of_a_version_back_with_its_ids(
    sample: dict[str, Any],
) -> None:
    resume = publish(sample)
    first = resume.versions.get()
    publish({"basics": {"name": "Somebody Else"}, "work": [{"name": "Elsewhere"}]})

    restore(first)

    assert take(Resume.objects.get()) == first.rows
    now = published()
    assert now is not None
    assert now.name == "Somebody Else"


def test_going_back_to_a_version_before_there_were_stories_loses_none(
    sample: dict[str, Any],
) -> None:
    resume = publish(sample)
    Story(resume=resume, about="work-x", title="The lamp", text="It shone.").save()
    Resume.objects.update(visibility={"phone": "hidden"})
    version = resume.versions.get()
    older = {**version.rows}
    del older["stories"], older["visibility"]
    version.content = json.dumps(older)
    version.save()

    restore(PublishedVersion.objects.get())

    now = Resume.objects.get()
    assert [story.title for story in now.stories.all()] == ["The lamp"]
    assert now.visibility == {"phone": "hidden"}
    assert now.label == sample["basics"]["label"]


def test_a_version_of_an_older_release_is_read_with_what_there_is(
    sample: dict[str, Any],
) -> None:
    rows = copy.deepcopy(take(publish(sample)))
    del rows["visibility"], rows["entries"][0]["visibility"]
    rows["no_longer_a_column"] = 1

    found = build(rows, 1)

    assert found.visibility == {}
    assert [entry.visibility for entry in found.entries.all()][0] == "shown"


def test_the_changes_are_told_in_the_words_of_the_resume(
    sample: dict[str, Any],
) -> None:
    resume = publish(sample)
    changed = copy.deepcopy(sample)
    changed["basics"]["label"] = "Baker"
    changed["work"] = [changed["work"][1], changed["work"][0], *changed["work"][2:]]
    changed["work"][0]["highlights"][0] += " Twice."
    del changed["awards"]
    changed["languages"].append({"language": "Latin"})
    draft.replace(changed)

    found = changes(resume.versions.get().rows, take(Resume.objects.get()))

    told = [(c.kind, c.where, c.what, c.before, c.after) for c in found]
    second = sample["work"][1]
    where = f"Experience: {second['position']}, {second['name']}"
    award = sample["awards"][0]
    name = f"{award['title']}, {award['awarder']}"
    line = second["highlights"][0]
    assert told[0] == ("changed", "About you", "Headline", sample["basics"]["label"], "Baker")  # fmt: skip
    assert ("changed", where, "Highlight", line, f"{line} Twice.") in told
    assert ("removed", "Awards", "", name, "") in told
    assert ("added", "Languages", "", "", "Latin") in told
    assert [kind for kind, *_ in told].count("moved") == 1
    assert len(told) == 5


def test_the_changes_call_each_field_what_the_editor_calls_it(
    sample: dict[str, Any],
) -> None:
    resume = publish(sample)
    Story(resume=resume, about="basics-name", title="Gone with its line").save()
    first, second, *_ = resume.entries.filter(section="work")
    Story(resume=resume, about=first.dom_id, title="The tram", text="Late.").save()
    before = take(resume)
    resume.visibility = {"phone": "hidden", "section:sideProjects": "hidden"}
    resume.extra = {"sideProjects": [{"year": 2019, "title": "A lamp"}, {"title": "B"}]}
    resume.basics_extra = {"imageAlt": "At sea", "birthPlace": "Gothenburg"}
    resume.save()
    first.delete()
    second.end, second.visibility = "2020-02", "on request"
    second.save()

    found = changes(before, take(Resume.objects.get()))

    assert [(c.what, c.before, c.after) for c in found] == [
        ("Side projects", "", "year: 2019, title: A lamp\ntitle: B"),
        ("The photograph in words", "", "At sea"),
        ("Birth place", "", "Gothenburg"),
        ("Who sees the phone number", "Everybody", "Nobody"),
        ("Who sees “Side projects”", "Everybody", "Nobody"),
        ("", f"{first.title}, {first.organization}", ""),
        ("To", "February 2021", "February 2020"),
        ("Who sees it", "Everybody", "Only who asks the chat"),
        ("Title", "The tram", ""),
        ("Text", "Late.", ""),
    ]


def test_nothing_changed_is_no_change(sample: dict[str, Any]) -> None:
    version = publish(sample).versions.get()

    assert changes(version.rows, take(Resume.objects.get())) == []


def test_the_owner_reads_the_changes_publishes_them_and_goes_back(
    client: Client, sample: dict[str, Any]
) -> None:
    resume = publish(sample)
    resume.label = "Lighthouse Keeper"
    resume.save()
    owner = member("Résumé owner")

    page = owner.get(url("publish"))
    assert b"<ins>Lighthouse Keeper</ins>" in page.content
    assert b"Lighthouse Keeper" in owner.get(url("preview_page")).content
    read = {"digest": page.context["digest"]}
    owner.post(url("publish"), {**read, "note": "A new life"})
    assert "Lighthouse Keeper" in everything(client)
    assert "A new life" in owner.get(url("versions")).content.decode()
    assert "Lighthouse Keeper" in owner.get(url("version", 2)).content.decode()

    page = owner.post(url("restore", 1), follow=True)
    owner.post(url("publish"), {"digest": page.context["digest"]})
    assert "Lighthouse Keeper" not in everything(client)
    assert PublishedVersion.objects.count() == 3


def test_the_owner_is_told_where_something_kept_back_is_said_all_the_same(
    sample: dict[str, Any],
) -> None:
    sample["basics"] |= {"phone": "+46 31 555 01 42", "birthDate": "1985-04-12"}
    sample["basics"]["summary"] += " Call me: +46 (31) 555-0142."
    resume = publish(sample)
    line = resume.entries.filter(section="work")[0]
    told = f"Write to {sample['basics']['email']}, born 12 April."
    Story(resume=resume, about=line.dom_id, title="The lamp", text=told).save()
    owner, address = member("Résumé owner"), url("publish")
    assert owner.get(address).context["repeated"] == []

    resume.visibility = {
        "phone": "hidden",
        "email": "on request",
        "birthDate": "hidden",
    }
    resume.save()

    page = owner.get(address)
    assert page.context["repeated"] == [
        ("E-mail", "the story “The lamp”"),
        ("Phone", "your summary"),
    ]
    assert "“Phone”, but your summary says it, too." in page.content.decode()

    other = copy_draft(resume, "de", "Deutsch")
    publish_draft(other)
    page = owner.get(address)
    assert ("Phone", "the résumé “Deutsch”") not in page.context["repeated"]
    Resume.objects.filter(pk=other.pk).update(visibility={})
    publish_draft(other)
    page = owner.get(address)
    assert ("Phone", "the résumé “Deutsch”") in page.context["repeated"]


@pytest.mark.django_db(transaction=True)
def test_nobody_saves_an_entry_while_its_version_is_being_made(
    sample: dict[str, Any],
) -> None:
    entry = publish(sample).entries.all()[0]
    owner, url = member("Résumé owner"), card(entry)
    held, done = Event(), Event()

    def hold() -> None:
        with transaction.atomic():
            Resume.objects.select_for_update().get()
            held.set()
            done.wait(10)
        connection.close()

    with ThreadPoolExecutor(1) as other, connection.cursor() as cursor:
        other.submit(hold)
        held.wait(10)
        is_sqlite = connection.vendor == "sqlite"
        patience = (
            "PRAGMA busy_timeout = 100" if is_sqlite else "SET lock_timeout = 100"
        )
        cursor.execute(patience)
        with pytest.raises(OperationalError):
            save(owner, url, title="Keeper")
        done.set()
    connection.close()

    assert Entry.objects.get(pk=entry.pk).title == entry.title


@pytest.mark.django_db(transaction=True)
def test_the_owner_asks_the_draft(sample: dict[str, Any]) -> None:
    resume = publish(sample)
    Entry.objects.create(resume=resume, section="work", title="Lighthouse Keeper")
    page = reverse("admin:chatkit_ask_draft")

    answer = member("Résumé owner").post(page, {"question": "Was she a keeper?"})

    assert "Lighthouse Keeper" in answer.context["reply"].text
    assert "Lighthouse Keeper" not in str(passages())
