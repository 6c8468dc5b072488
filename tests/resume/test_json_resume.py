import json
import re
from typing import Any

import pytest

from resume.document.mapping import to_document
from resume.document.validation import SCHEMA, validate
from resume.sections import ROOT_SECTIONS, SECTIONS
from resume.versions.publishing import publish, publish_draft
from resume.versions.reading import published, published_document

pytestmark = pytest.mark.django_db

OFFICIAL = json.loads(SCHEMA.read_text(encoding="utf-8"))


def round_trip(document: dict[str, Any]) -> dict[str, Any]:
    validate(document)
    publish(document)
    resume = published()
    assert resume is not None
    return to_document(resume)


def example(schema: dict[str, Any], name: str) -> Any:
    """A value for every key of the schema, each text different from all others."""
    if schema.get("type") == "object":
        known = {k: example(s, f"{name}-{k}") for k, s in schema["properties"].items()}
        return known | {"x-unknown": {name: [1, 2.5, None, True, "", {}]}}
    if schema.get("type") == "array":
        return [example(schema["items"], f"{name}-{n}") for n in range(2)]
    if "$ref" in schema:
        return "2019-03-07"
    return {"uri": f"https://example.com/{name}", "email": f"{name}@example.com"}.get(
        schema.get("format", ""), f"{name} ü <&\"'\n"
    )


def test_every_key_of_the_standard_and_unknown_ones_everywhere_come_back():
    document = example(OFFICIAL, "resume")

    assert round_trip(document) == document


@pytest.mark.parametrize("key", OFFICIAL["properties"])
def test_each_key_alone_comes_back_alone(key):
    document = {key: example(OFFICIAL["properties"][key], key)}

    assert round_trip(document) == document


@pytest.mark.parametrize("section", ROOT_SECTIONS)
def test_each_key_of_an_entry_alone_comes_back_alone(section):
    known = OFFICIAL["properties"][section]["items"]["properties"]
    document = {section: [{key: example(known[key], key)} for key in known]}

    assert round_trip(document) == document


def test_the_table_of_sections_has_every_key_of_the_standard_and_no_other():
    properties = OFFICIAL["properties"]
    lists = {k: s for k, s in properties.items() if s.get("type") == "array"}
    lists["profiles"] = properties["basics"]["properties"]["profiles"]

    assert {
        key: {*section.fields, *filter(None, [section.items])}
        for key, section in SECTIONS.items()
    } == {key: set(s["items"]["properties"]) for key, s in lists.items()}


def test_real_documents_come_back_equal(document):
    assert round_trip(document) == document


def test_one_document_leaves_nothing_behind_for_the_next(sample):
    round_trip(sample)

    assert round_trip({}) == {}


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"basics": {}},
        {"basics": {"location": {}, "profiles": []}},
        {"basics": {"name": ""}},
        {"meta": {}},
        {"work": []},
        {"work": [{}]},
        {"work": [{"highlights": []}, {"highlights": [""]}, {"summary": ""}]},
        {"education": [{"courses": []}]},
        {"skills": [{"keywords": []}, {"keywords": ["", ""]}]},
        {"awards": [{"highlights": [1, None]}], "name": "root", "extra": {"a": []}},
        {"basics": {"profiles": [{}], "work": "unknown here"}},
    ],
    ids=json.dumps,
)
def test_what_is_absent_stays_absent_and_what_is_empty_stays_empty(document):
    assert round_trip(document) == document


def test_the_documents_own_sections_keep_their_order_in_any_database(client):
    document = {
        "basics": {"name": "Ada"},
        "talks": [{"title": "Trains", "when": "May", "city": "Oslo", "at": "noon"}],
        "hobbies": ["I sail far."],
        "boards": ["I sat on one."],
    }
    resume = publish(document)
    resume.extra = dict(sorted(resume.extra.items()))  # as PostgreSQL stores them
    resume.save()
    publish_draft(resume)

    assert json.dumps(published_document()) == json.dumps(document)
    headings = re.findall(r"<h2[^>]*>\s*(\w+)", client.get("/").text)
    assert headings == ["Talks", "Hobbies", "Boards"]
