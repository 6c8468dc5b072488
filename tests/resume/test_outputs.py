"""Page, files and answers are of one version and say the same."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from markdown_it import MarkdownIt

from resume.models import Resume
from resume.outputs.typeset.content import content, head
from resume.page.language import language_of, localized
from resume.passages import published as passages
from resume.published.version import read_versions
from resume.sections import SECTIONS
from resume.versions.publishing import publish

pytestmark = pytest.mark.django_db

SCRIPTS = sorted((Path(__file__).parent / "scripts").glob("*.json"))
NAMES = frozenset(
    [
        "name",
        "label",
        "position",
        "organization",
        "institution",
        "area",
        "title",
        "issuer",
        "publisher",
        "awarder",
        "language",
        "keywords",
        "roles",
    ]
)
DATES = frozenset({"startDate", "endDate", "date", "releaseDate"})
HIGHLIGHTS = frozenset({"highlights", "courses", "reference"})
KNOWN = frozenset({"basics", *SECTIONS})
#: Have dates as in the document; what readers see has them in words.
ISO_DATES = frozenset({"/", "/resume.json", "json-ld", "passages"})
IN_WORDS = frozenset({"/", "/resume.md", "/llms.txt", "pdf"})


class Text(HTMLParser):
    """What a reader reads, and the machine's dates."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.data = ""
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = "hidden" if ("hidden", None) in attrs else tag
        self.text += dict(attrs).get("datetime") or ""
        self.text += "" if tag in ("a", "span") else " "

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.data = self.data or data
        elif self._inside != "hidden":
            self.text += data


@pytest.fixture(params=SCRIPTS, ids=lambda path: path.stem)
def document(request: pytest.FixtureRequest) -> Any:
    return json.loads(request.param.read_text(encoding="utf-8"))


def every(document: Any, keys: frozenset[str]) -> Iterator[str]:
    """The texts under one of the keys, wherever it is; the language of meta is none."""
    if isinstance(document, list):
        for inner in document:
            yield from every(inner, keys)
    elif isinstance(document, dict):
        for key, value in document.items():
            if key in keys:
                yield from [value] if isinstance(value, str) else value
            elif key != "meta":
                yield from every(value, keys)


def said(client: Any) -> dict[str, str]:
    """All that the site says of the person, by where it says it."""
    page, version = Text(get(client, "/")), read_versions()[""]
    assert version
    markdown = MarkdownIt("commonmark")
    return {
        "/": page.text,
        "json-ld": "\n".join(every_text(json.loads(page.data))),
        "/resume.json": "\n".join(every_text(json.loads(get(client, "/resume.json")))),
        "/resume.md": Text(markdown.render(get(client, "/resume.md"))).text,
        "/llms.txt": Text(markdown.render(get(client, "/llms.txt"))).text,
        "pdf": "\n".join(every_text(content(version))),
        "passages": "\n".join(
            f"{p.title} {p.text} {p.facts.start} {p.facts.end}" for p in passages()
        ),
    }


def get(client: Any, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return str(response.content, "utf-8")


def every_text(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from every_text(inner)
    else:
        yield str(value)


def plain(text: str) -> str:
    return " ".join(text.split())


def in_words(dates: set[str]) -> set[str]:
    with translation.override(language_of(Resume.objects.get())):
        return {localized(date) for date in dates}


def missing(document: Any, client: Any) -> dict[str, list[str]]:
    """The names, dates and highlights that an output lacks."""
    facts = {*every(document, NAMES), *every(document, HIGHLIGHTS)}
    other = {key: document[key] for key in document.keys() - KNOWN}
    # schema.org has no terms for the sections that the standard lacks
    untold = {*every(other, NAMES | HIGHLIGHTS | DATES)}
    dates = set(every(document, DATES))
    words = in_words(dates)
    assert len(facts) > 15
    assert len(dates) > 5
    return {
        where: lacking
        for where, text in said(client).items()
        if (
            lacking := sorted(
                fact
                for fact in facts.union(
                    dates if where in ISO_DATES else (),
                    words if where in IN_WORDS else (),
                )
                - (untold if where == "json-ld" else set())
                if plain(fact) not in plain(text)
            )
        )
    }


def test_all_outputs_have_every_name_date_and_highlight(client, document):
    publish(document)

    assert missing(document, client) == {}


def test_the_preview_has_name_and_headline(document):
    publish(document)
    version = read_versions()[""]
    assert version

    shown, basics = head(version), document["basics"]
    assert (shown["name"], shown["label"]) == (basics["name"], basics["label"])


def test_a_publication_changes_all_outputs_together(client, document):
    publish(document)
    said(client)
    job = document["work"][0]
    old = job["position"], job["startDate"], job["highlights"][0]
    new = {"position": "Xylographer", "startDate": "1987-06", "highlights": ["Zzyzx."]}
    job |= new
    publish(document)

    assert missing(document, client) == {}
    for where, text in said(client).items():
        assert old[2] not in text, where


def test_resume_json_is_what_dumpresume_writes(client, document, capsys):
    from django.core.management import call_command

    publish(document)
    call_command("dumpresume")

    assert get(client, "/resume.json") == capsys.readouterr().out
    assert json.loads(get(client, "/resume.json")) == document
