"""Merging adds what a file has to the draft; nothing is lost, doubled or shown by it."""

import copy
import json
from typing import Any

import pytest

from resume.document import draft
from resume.document.mapping import to_document
from resume.exchange.merging import merge
from resume.exchange.reading import read
from resume.models import Entry, Highlight, Resume, Story
from resume.versions.publishing import publish
from resume.visibility import Visibility
from tests.resume.exchange.test_fields import archive, nested

VOLTA = {"name": "Volta Works"}


def jobs(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    work: list[dict[str, Any]] = merge({"work": old}, {"work": new}).document["work"]
    return work


def test_merging_a_document_with_itself_changes_nothing(sample: dict[str, Any]) -> None:
    assert merge(copy.deepcopy(sample), sample).document == sample


@pytest.mark.parametrize(
    "name", ["reactive3", "reactive4", "reactive5", "jsonresume0", "linkedin"]
)
def test_merging_twice_is_merging_once(name: str, sample: dict[str, Any]) -> None:
    content = archive() if name == "linkedin" else json.dumps(nested(name)).encode()
    document = read(content).document

    once = merge(sample, document).document

    assert merge(once, document).document == once


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"position": "Lead Engineer", "startDate": "2019"}, {"position": "Lead Engineer", "startDate": "2019-03"}),
        ({"position": "Lead Engineer", "startDate": "2019-03-01", "summary": "All new"}, {"position": "Lead Engineer", "startDate": "2019-03", "summary": "Other words"}),
        ({"position": "Lead Engineer, Bridges", "startDate": "2019-03"}, {"position": "Lead Engineer", "startDate": "2019-03"}),
        ({"name": "Volta Works Ltd.", "startDate": "2019-03"}, {"position": "Lead", "startDate": "2019-03"}),
        ({"position": "Lead Engineer"}, {"position": "lead engineer", "startDate": "2019-03"}),
    ],
)  # fmt: skip
def test_the_same_job_is_not_doubled(old: dict[str, Any], new: dict[str, Any]) -> None:
    assert len(jobs([{**VOLTA, **old}], [{**VOLTA, **new}])) == 1


@pytest.mark.parametrize(
    "new",
    [
        {"position": "Engineer", "startDate": "2012-01"},
        {"position": "Lead Engineer", "startDate": "2012-01"},
        {"position": "Clerk", "startDate": "2019"},
        {"name": "Tema Port", "position": "Lead Engineer", "startDate": "2019-03"},
    ],
)
def test_another_job_is_written_over_none(new: dict[str, Any]) -> None:
    mine = {**VOLTA, "position": "Lead Engineer", "startDate": "2019-03"}

    assert jobs([mine], [{**VOLTA, **new}]) == [mine, {**VOLTA, **new}]


def test_what_is_added_stands_in_the_order_of_time_and_skills_last() -> None:
    years = [{"name": year, "startDate": year} for year in ("2020", "2016", "2012")]

    assert jobs([years[0], years[2]], [years[1]]) == years
    skills = merge({"skills": [{"name": "A"}]}, {"skills": [{"name": "B"}]}).document
    assert [skill["name"] for skill in skills["skills"]] == ["A", "B"]


def test_a_profile_is_the_same_by_its_address_and_not_by_its_network() -> None:
    mine = {"network": "GitHub", "username": "ama", "url": "https://github.com/ama"}
    theirs = [
        {"network": "Github", "url": "http://www.github.com/Ama/"},
        {"network": "Github", "url": "https://github.com/volta"},
    ]
    old, new = ({"basics": {"profiles": found}} for found in ([mine], theirs))

    merged = merge(old, new).document["basics"]["profiles"]

    assert merged == [{**mine, "url": theirs[0]["url"]}, theirs[1]]


def test_lists_keep_all_their_items_and_an_empty_text_deletes_nothing() -> None:
    old = {
        "basics": {"phone": "1", "location": {"city": "Ho"}},
        "talks": [{"title": "One"}],
        "work": [{**VOLTA, "highlights": ["Built the long span", "Cut cost"]}],
    }
    new = {
        "basics": {"phone": "", "location": {"region": "Volta"}},
        "talks": [{"title": "Two"}],
        "work": [{**VOLTA, "highlights": ["Led six"]}],
    }

    merged = merge(old, new).document

    assert merged["basics"] == {
        "phone": "1",
        "location": {"city": "Ho", "region": "Volta"},
    }
    assert [talk["title"] for talk in merged["talks"]] == ["One", "Two"]
    assert merged["work"][0]["highlights"] == [
        "Built the long span",
        "Cut cost",
        "Led six",
    ]


def test_keys_of_the_older_standard_are_the_same_as_today_s() -> None:
    old = {"basics": {"website": "https://old.example"}, "work": [{"company": "Volta"}]}
    new = {"basics": {"url": "https://new.example"}, "work": [{"name": "Volta"}]}

    assert merge(old, new).document == {
        "basics": {"url": "https://new.example"},
        "work": [{"name": "Volta"}],
    }


@pytest.mark.django_db
def test_hidden_entries_stay_hidden_and_ids_and_stories_stay() -> None:
    mine = {**VOLTA, "startDate": "2019", "summary": "Mine", "highlights": ["Built it"]}
    resume = publish({"basics": {"name": "Ama"}, "work": [mine]})
    Entry.objects.update(visibility=Visibility.HIDDEN)
    Resume.objects.update(visibility={"phone": "hidden"})
    (before,) = Highlight.objects.values_list("dom_id", "entry__dom_id")
    Story(resume=resume, about=before[0], title="How", text="So").save()
    text = "Quite another text, with so many words that the two seem to differ"
    theirs = {"name": "Volta Works Ltd", "startDate": "2019-03", "summary": text}
    new = {"basics": {"phone": "1"}, "work": [{"name": "Before"}, theirs]}

    resume = Resume.objects.get()
    draft.replace(*_arguments(resume, new))

    entry = Entry.objects.get(summary=text)
    assert entry.visibility == Visibility.HIDDEN
    highlight = entry.highlights.get()
    assert (highlight.dom_id, entry.dom_id) == before
    assert Resume.objects.get().visibility == {"phone": "hidden"}
    assert Story.objects.get().about == highlight.dom_id


def _arguments(resume: Resume, new: dict[str, Any]) -> tuple[Any, Resume, Any]:
    merged = merge(to_document(resume), new)
    return merged.document, resume, merged.same
