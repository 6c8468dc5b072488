"""Sections and fields that the standard lacks."""

from typing import Any

import pytest

from resume.document.mapping import to_document
from resume.models import Entry, Resume
from resume.versions.publishing import publish, publish_draft
from tests.support.editor import FETCH, address, card, save, shown

pytestmark = pytest.mark.django_db

OWN = {
    "coverLetter": "I build things.\r\n\nI mean it. ",
    "hobbies": ["Sailing, at sea", "Chess"],
    "patents": [
        {"title": "Lamp", "number": 12, "by": ["Mara", "Ada"], "open": True, "": None},
        {"title": "Bell", "of my/own %": {"deep": ["x", {"er": "y"}]}},
        {"title": "Bell", "of my/own %": {"deep": ["x", {"er": "y"}]}},
        "A text between",
        None,
    ],
    "talks": {"name": "My talks", "items": [{"name": "On ferries"}], "n": 1.5},
    "theme": "flat",
    "x-kept": {"a": "b c"},
}


@pytest.fixture
def resume(sample: Any) -> Resume:
    sample["basics"] |= {"age": 40, "social": {"at": ["a", "b"], "x": None}}
    sample["work"][0] |= {"team": {"size": 34, "of": ["a, b"]}}
    return publish(sample | OWN)


def urls(client: Any) -> dict[str, str]:
    return {own["name"]: own["url"] for own in client.get(address()).context["own"]}


def own() -> dict[str, Any]:
    document = to_document(Resume.objects.get())
    return {key: document[key] for key in document if key in OWN or key[0].isupper()}


def prefix(client: Any, url: str, place: int) -> str:
    block: str = client.get(url).context["form"].order[place]
    return block


def test_saving_everything_unchanged_leaves_the_document_as_it_was(
    admin_client, resume
):
    before = to_document(resume)
    forms = [address("head/"), card(Entry.objects.filter(section="work")[0])]

    for url in (*forms, *urls(admin_client).values()):
        assert save(admin_client, url).status_code == 200

    after = to_document(Resume.objects.get())
    assert after == before
    assert [*after] == [*before]


def test_an_entry_is_edited_added_moved_and_taken_away(admin_client, resume):
    url = urls(admin_client)["Patents"]
    lamp, bell, *_ = blocks = admin_client.get(url).context["form"].order
    assert len(blocks) == 6

    save(
        admin_client,
        url,
        block=["new7", bell, lamp],
        **{"new7-title": "Horn", "new7-by": "One\nTwo, too", "new7-number": ""},
        **{f"{lamp}-number": "13", f"{lamp}-by": "", f"{bell}-title": "Gong"},
    )

    assert own()["patents"] == [
        {"title": "Horn", "by": ["One", "Two, too"]},
        {"title": "Gong", "of my/own %": {"deep": ["x", {"er": "y"}]}},
        {"title": "Lamp", "number": 13, "open": True, "": None},
    ]


def test_a_field_of_ones_own_is_edited_whatever_it_is(admin_client, resume):
    job = Entry.objects.filter(section="work")[0]
    save(admin_client, address("head/"), **{"extra-social/at": "c", "extra-age": "41"})
    save(admin_client, card(job), **{"extra-team/size": "about 40"})

    job.refresh_from_db()
    extra = {"age": 41, "social": {"at": ["c"], "x": None}}
    assert Resume.objects.get().basics_extra == extra
    assert job.extra == {"team": {"size": "about 40", "of": ["a, b"]}}


def test_a_section_is_added_renamed_moved_and_deleted(admin_client, resume):
    answer = save(
        admin_client, address("sections/add/"), name="IBM Talks", **{"new-text": "Two"}
    )
    assert answer.status_code == 200
    assert own()["IBM Talks"] == [{"text": "Two"}]

    save(admin_client, urls(admin_client)["Hobbies"], name="Free time", outer="Sailing")
    admin_client.post(urls(admin_client)["IBM Talks"] + "move/", {"to": "up"})
    admin_client.post(urls(admin_client)["Cover letter"] + "delete/")

    assert [*own()] == ["Free time", "patents", "talks", "IBM Talks", "theme", "x-kept"]
    assert own()["Free time"] == ["Sailing"]
    page = admin_client.get(address("preview/page/")).content.decode()
    assert "IBM Talks" in page


@pytest.mark.parametrize("name", ["work", "patents", "", "$x"])
def test_a_heading_that_can_not_be_is_refused_on_its_field(admin_client, resume, name):
    url = address("sections/add/")
    answer = save(admin_client, url, name=name, **{"new-text": "Typed words"})
    assert answer.status_code == 422
    assert answer.context["form"].errors["name"]
    assert "Typed words</textarea>" in answer.content.decode()


def test_a_hidden_section_is_in_no_output(admin_client, resume):
    save(admin_client, urls(admin_client)["Patents"], seen="hidden")
    publish_draft(Resume.objects.get())

    for path in ("/", "/resume.json", "/resume.md"):
        assert "Lamp" not in admin_client.get(path).content.decode()
    assert own()["patents"] == OWN["patents"]
    assert "Hidden</span>" in admin_client.get(address()).content.decode()


def test_a_save_over_anothers_is_refused_and_keeps_what_was_typed(admin_client, resume):
    url = urls(admin_client)["Patents"]
    lamp = prefix(admin_client, url, 0)
    mine = shown(admin_client, url) | {f"{lamp}-title": "My lamp"}
    save(admin_client, url, **{f"{lamp}-title": "Their lamp"})

    answer = admin_client.post(url, mine, headers=FETCH)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "My lamp" in page
    assert "Their lamp" in page
    assert own()["patents"][0]["title"] == "Their lamp"

    admin_client.post(url, mine | {"digest": answer.context["digest"]}, headers=FETCH)
    patents = own()["patents"]
    assert [p["title"] for p in patents[:3]] == ["My lamp", "Bell", "Bell"]
