"""What the owner keeps back: a marker in each field that can be is looked for everywhere."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader
from pytest_django.fixtures import Settings

from chatkit.answering.llm.search_tool import ASKED_FOR
from chatkit.selfhosted.inquiry import inquirer
from resume import photo
from resume.models import Entry, Photo, Picture, Resume, Story
from resume.outputs.typeset.compilation import compile_file, to_json
from resume.outputs.typeset.content import content, head
from resume.passages import published as passages
from resume.published import current
from resume.published.version import read_versions
from resume.sections import SECTIONS, Section
from resume.urls import all_patterns, of_each
from resume.versions.publishing import publish, publish_draft
from resume.visibility import HEAD
from tests.resume.typeset.test_pdf import DOT
from tests.support.model_server import ModelServer, Say
from tests.support.model_site import Site

PICTURE = "abcdef1234567890"
BASICS = {
    "email": {"email": "quill.mail@example.org"},
    "phone": {"phone": "+46 31 555 01 42"},
    "url": {"url": "https://quillsite.example"},
    "photograph": {
        "image": f"data:image/png;base64,{DOT}",
        "imageAlt": "A quillportrait",
    },
    "birthDate": {"birthDate": "Born on quillday"},
}
LOCATION = {
    "address": {
        "address": "7 Quillstreet",
        "postalCode": "QUILLPOST",
        "floor": "quillfloor",
    },
    "place": {"city": "Quilltown", "region": "Quillregion", "countryCode": "XQ"},
}
MARKERS = {
    **{key: [*values.values()] for key, values in (BASICS | LOCATION).items()},
    "phone": ["5550142", "/contact/phone"],
    "email": ["quill.mail", "/contact/email"],
    "photograph": [DOT, "quillportrait", "/photo/"],
    "place": ["quilltown", "quillregion", "countryCode", "addressCountry"],
}
#: What no passage says even where it is shown.
NOT_IN_PASSAGES = {"photograph"}
#: What the addresses of the résumé with arguments are given.
GIVEN: dict[str, list[dict[str, str]]] = {
    "story": [{"slug": "the-quilltale"}],
    "picture": [{"digest": PICTURE}],
    "contact": [{"channel": "phone"}, {"channel": "email"}],
}
#: What they are made from is looked into, which is quicker.
TYPESET = {"pdf", "preview"}
YEARS = {key: 1801 + 2 * place for place, key in enumerate(SECTIONS)}


def item(section: Section) -> Iterator[tuple[str, Any, list[str]]]:
    """A value with a marker for each key of an entry, and how it may be written."""
    for key, column in section.fields.items():
        text = f"Quill{section.key}{key}"
        if column in ("start", "end"):
            year = YEARS[section.key] + (column == "end")
            yield key, f"{year}-07", [f"{year}-07", f"July {year}"]
        elif column == "url":
            yield key, f"https://{text}.example", [text]
        elif column in ("keywords", "roles"):
            yield key, [text], [text]
        else:
            yield key, text, [text]
    yield "note", f"Quill{section.key}note", [f"Quill{section.key}note"]
    if section.items:
        text = f"Quill{section.key}line"
        yield section.items, [text], [text]


def document() -> dict[str, Any]:
    """In which all that can be kept back has a marker."""
    made: dict[str, Any] = {
        key: [{name: value for name, value, _ in item(section)}]
        for key, section in SECTIONS.items()
    }
    basics: dict[str, Any] = {"name": "Ada Example", "profiles": made.pop("profiles")}
    for values in BASICS.values():
        basics |= values
    basics["location"] = LOCATION["address"] | LOCATION["place"]
    own = {"quillSection": [{"name": "Quillown", "text": "A quilltext."}]}
    return {"basics": basics, **made, **own}


MARKERS["section:quillSection"] = ["quillsection", "quillown", "quilltext"]
MARKERS["entries"] = [
    *(text for s in SECTIONS.values() for *_, texts in item(s) for text in texts),
    *("quilltale", "quillwords", PICTURE),
]


@pytest.fixture
def resume(db: None, settings: Settings) -> Resume:
    settings.BASE_URL = "https://ada.example"
    return make()


def make() -> Resume:
    resume = publish(document())
    photo.keep(resume)
    Picture.objects.create(digest=PICTURE, content_type="image/png", content=b"PNG")
    line = resume.entries.get(section="work").highlights.get()
    text = f"The quillwords.\n\n![](picture:{PICTURE})"
    Story(resume=resume, about=line.dom_id, title="The quilltale", text=text).save()
    publish_draft(resume)
    return resume


def keep_back(resume: Resume, visibility: str, *names: str) -> None:
    resume.visibility = dict.fromkeys(names, visibility)
    resume.save()
    seen = visibility if "entries" in names else "shown"
    Entry.objects.update(visibility=seen)
    publish_draft(resume)


def squeezed(text: str) -> str:
    """Without what the page puts between the parts of an address."""
    return re.sub(r"<span hidden>\|</span>|\s", "", text).casefold()


def addresses(resume: Resume) -> Iterator[str]:
    """Of all outputs: of the site and of this one of its résumés."""
    given = GIVEN | {"photo": [{"digest": Photo.objects.get().digest}]}
    for pattern in (one for one in all_patterns if one.name not in TYPESET):
        for kwargs in given.get(str(pattern.name), [{}]):
            yield reverse(f"resume:{pattern.name}", kwargs=kwargs)
            if pattern in of_each:
                kwargs = {**kwargs, "key": resume.key}
                yield reverse(f"resume:{pattern.name}", kwargs=kwargs)
    yield from (reverse("chatkit:config"), "/does-not-exist")


def files(client: Client) -> str:
    """All that visitors get, and what the PDF and the preview image are made from."""
    version = read_versions()[""]
    assert version
    parts = [f"{content(version)} {head(version)}"]
    for path in addresses(Resume.objects.get()):
        response = client.get(path)
        if response.status_code < 400:
            parts.append(f"{path} {response.headers}")
        parts.append(response.content.decode(errors="replace"))
    return squeezed(" ".join(parts))


def markers_in(text: str, *names: str) -> set[str]:
    return {m for name in names for m in MARKERS[name] if squeezed(m) in text}


@pytest.mark.parametrize("name", list(MARKERS))
def test_what_is_kept_back_is_in_nothing_that_visitors_get(
    client: Client, resume: Resume, name: str
) -> None:
    assert markers_in(files(client), name) == set(MARKERS[name])
    said = markers_in(squeezed(str(passages())), name)

    keep_back(resume, "hidden", name)
    assert markers_in(files(client), name) == set()
    assert markers_in(squeezed(str(passages())), name) == set()

    keep_back(resume, "on request", name)
    assert markers_in(files(client), name) == set()
    asked = markers_in(squeezed(str(passages())), name)
    assert asked or name in NOT_IN_PASSAGES
    assert asked >= said - {"quilltale", "quillwords"}, "a story is told on the page"


ASKED = {
    "email": "What is her e-mail address?",
    "phone": "Phone number?",
    "url": "Does she have a website?",
    "address": "What is her street address?",
    "place": "Where does she live?",
    "birthDate": "When was she born?",
    "entries": "Where did she work?",
    "section:quillSection": "What about the quilltext?",
}


@pytest.mark.django_db(transaction=True)
async def test_what_is_on_request_is_told_when_asked_for_and_not_before() -> None:
    resume = await sync_to_async(make)()
    await sync_to_async(keep_back)(resume, "on request", *MARKERS)

    async with inquirer() as visitor:
        for name, question in ASKED.items():
            reply = await visitor.ask(question)
            assert markers_in(squeezed(reply.text), name), question
        for question in ("What salary does she expect?", "Does she have children?"):
            reply = await visitor.ask(question)
            assert not markers_in(squeezed(reply.text), *MARKERS), question
        reply = await visitor.ask(ASKED["place"])
        assert not markers_in(squeezed(reply.text), "address")


@pytest.mark.django_db(transaction=True)
async def test_the_model_is_told_what_is_on_request_and_nothing_hidden(
    site: Site, model: ModelServer
) -> None:
    model.script = [Say(["The résumé does not say."])]
    resume = await sync_to_async(make)()

    await sync_to_async(keep_back)(resume, "on request", *MARKERS)
    await site.ask("How can I reach them?")
    told = squeezed("".join(map(str, model.requests)))
    for name in MARKERS.keys() - NOT_IN_PASSAGES:
        assert markers_in(told, name), name
    lines = str(model.requests[0]).split("\\n")
    assert all(ASKED_FOR in line for line in lines if "Quill" in line)
    assert not markers_in(told, *NOT_IN_PASSAGES)

    model.requests.clear()
    await sync_to_async(keep_back)(resume, "hidden", *MARKERS)
    await site.ask("How can I reach them?")
    told = squeezed("".join(map(str, model.requests)))
    assert "adaexample" in told
    assert markers_in(told, *MARKERS) == set()


def test_the_pdf_has_nothing_of_what_is_kept_back(resume: Resume) -> None:
    texts = []
    for visibility in ("shown", "hidden"):
        keep_back(resume, visibility, *MARKERS)
        version = read_versions()[""]
        assert version
        made = compile_file("resume.typ", to_json(content(version)))
        pdf = PdfReader(io.BytesIO(made.content))
        links = [a.get_object() for p in pdf.pages for a in p.get("/Annots", ())]
        text = "".join(page.extract_text() for page in pdf.pages)
        texts.append(squeezed(f"{text}{pdf.metadata}{links}"))

    assert len(markers_in(texts[0], *MARKERS)) > 50
    assert markers_in(texts[1], *MARKERS) == set()


def test_what_was_made_of_the_version_before_is_not_served_again(
    client: Client, resume: Resume, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = current.Snapshot()
    snapshot.renew()  # by hand, not by its thread
    monkeypatch.setattr(current, "snapshot", snapshot)
    assert markers_in(files(client), "entries", "phone")

    keep_back(resume, "hidden", *MARKERS)
    snapshot.renew()

    assert markers_in(files(client), *MARKERS) == set()


def test_every_field_of_the_head_that_can_be_kept_back_has_a_marker() -> None:
    assert MARKERS.keys() >= HEAD.keys()
