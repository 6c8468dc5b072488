"""Ids are what links and citations rest on: they outlive rewording and reordering."""

import copy
import re
import time

import pytest

from resume.document import ids, matching
from resume.models import Entry, Highlight, Resume
from resume.versions.publishing import publish

pytestmark = pytest.mark.django_db


def entry_ids(section: str = "work") -> list[str]:
    entries = Entry.objects.filter(section=section)
    return list(entries.values_list("dom_id", flat=True))


def highlight_ids(entry: str) -> list[str]:
    highlights = Highlight.objects.filter(entry__dom_id=entry)
    return list(highlights.values_list("dom_id", flat=True))


def all_ids() -> list[str]:
    return [*Entry.objects.values_list("dom_id", flat=True)] + [
        *Highlight.objects.values_list("dom_id", flat=True)
    ]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Northwind Rail", "work-northwind-rail"),
        ("Öresund & Söner AB", "work-oresund-soner-ab"),
        ("渋谷フィルハーモニー", f"work-{ids.digest('渋谷フィルハーモニー')}"),
        ("株式会社A", f"work-{ids.digest('株式会社A')}"),
        ("", f"work-{ids.digest('')}"),
        ("A very long name " * 9, "work-a-very-long-name-a-very-long-name-a-very"),
        ("x" * 99, f"work-{'x' * 40}"),
    ],
)
def test_an_id_is_a_short_readable_ascii_slug(name, made):
    assert ids.entry_id("work", name) == made


def test_ids_of_any_document_are_unique_and_safe_in_html_and_urls(document):
    publish(document)

    assert len(all_ids()) == len(set(all_ids()))
    assert all(re.fullmatch(r"[a-z]+-[a-z0-9_-]+", dom_id) for dom_id in all_ids())


def test_a_fresh_database_gets_the_same_ids(document):
    publish(document)
    before = all_ids()
    Resume.objects.all().delete()

    publish(document)

    assert all_ids() == before


def test_loading_the_same_document_again_changes_nothing(document):
    publish(document)
    before = list(Entry.objects.values()), list(Highlight.objects.values())

    publish(document)

    assert (list(Entry.objects.values()), list(Highlight.objects.values())) == before


def test_reordered_entries_and_highlights_keep_their_ids(sample):
    publish(sample)
    entries = entry_ids()
    highlights = {entry: highlight_ids(entry) for entry in entries}
    sample["work"].reverse()
    for job in sample["work"]:
        job["highlights"].reverse()

    publish(sample)

    assert entry_ids() == entries[::-1]
    for entry in entries:
        assert highlight_ids(entry) == highlights[entry][::-1]


def test_reworded_entries_and_highlights_keep_their_ids(sample):
    publish(sample)
    before = all_ids()
    job = sample["work"][0]
    job["name"] = "Northwind Rail AB"
    job["position"] = "Principal Engineer"
    job["summary"] = "I lead the technical side of the planning platform."
    job["highlights"][1] = (
        "Cut the cloud bill of the platform by 38 percent, which is €412,000 a year,"
        " by moving cold telemetry to columnar files."
    )
    sample["skills"][0]["name"] = "Back-end engineering"
    sample["awards"][0]["title"] = "Nordic Logistics Prize"
    sample["languages"][0]["fluency"] = "Mother tongue"

    publish(sample)

    assert all_ids() == before


def test_entries_reworded_and_reordered_at_once_keep_their_ids(sample):
    publish(sample)
    entries = entry_ids()
    sample["work"].reverse()
    for job in sample["work"]:
        job["position"] = f"Acting {job['position']}"
        job["summary"] += " And more."

    publish(sample)

    assert entry_ids() == entries[::-1]


def test_equal_entries_keep_their_places(sample):
    sample["interests"] = [{"name": "Chess"}, {"name": "Chess"}, {"name": "Go"}]
    publish(sample)
    sample["interests"].insert(0, {"name": "Cards"})

    publish(sample)

    assert entry_ids("interests") == [
        "interests-cards",
        "interests-chess",
        "interests-chess-2",
        "interests-go",
    ]


def test_two_jobs_at_one_employer_are_told_apart_when_their_order_changes():
    first = {"name": "Acme", "position": "Engineer", "startDate": "2015"}
    second = {"name": "Acme", "position": "Manager", "startDate": "2019"}
    publish({"work": [first, second]})
    first["summary"] = second["summary"] = "New words."

    publish({"work": [second, first]})

    assert entry_ids() == ["work-acme-2", "work-acme"]


@pytest.mark.parametrize(
    ("section", "old", "new"),
    [
        ("languages", {"language": "German", "fluency": "B1"}, {"language": "Spanish", "fluency": "B1"}),
        ("skills", {"name": "Java", "level": "Very good"}, {"name": "Ruby", "level": "Very good"}),
        ("work", {"name": "A", "position": "Engineer", "startDate": "2015"}, {"name": "B", "position": "Engineer", "startDate": "2019"}),
        ("work", {"name": "A", "position": "Engineer", "startDate": "2015"}, {"name": "A", "position": "Director", "startDate": "2022"}),
        ("work", {"name": "A", "position": "Nurse", "startDate": "2015"}, {"name": "B", "position": "Nurse", "startDate": "2015"}),
        ("awards", {"title": "Best Talk", "date": "2019"}, {"title": "Silver Spoon", "date": "2019"}),
        ("certificates", {"name": "Scrum Master", "issuer": "Guild"}, {"name": "Lifeguard", "issuer": "Guild"}),
    ],
)  # fmt: skip
def test_another_thing_never_takes_over_the_id_of_one_that_went(section, old, new):
    publish({section: [old]})
    (gone,) = entry_ids(section)

    publish({section: [new]})

    assert gone not in entry_ids(section)


def test_a_new_highlight_never_takes_over_the_id_of_one_that_went(sample):
    publish(sample)
    before = highlight_ids("work-kattegat-ferries")
    sample["work"][1]["highlights"][1] = "Hired and trained eleven captains."

    publish(sample)

    after = highlight_ids("work-kattegat-ferries")
    assert after[0::2] == before[0::2]
    assert after[1] not in before


def test_removed_entries_go_and_come_back_with_their_id(sample):
    publish(sample)
    before = entry_ids()
    shorter = copy.deepcopy(sample)
    del shorter["work"][1]

    publish(shorter)
    assert entry_ids() == [before[0], *before[2:]]

    publish(sample)
    assert entry_ids() == before


def test_reworded_japanese_entries_keep_their_ids():
    publish({"work": [{"name": "渋谷フィルハーモニー", "position": "奏者"}]})
    before = entry_ids()

    publish(
        {"work": [{"name": "渋谷フィルハーモニー管弦楽団", "position": "首席奏者"}]}
    )

    assert entry_ids() == before


def test_rows_made_outside_a_document_get_ids_too(sample):
    resume = publish(sample)

    entry = Entry.objects.create(
        resume=resume, section="work", organization="Northwind Rail"
    )
    highlight = Highlight.objects.create(entry=entry, text="Built it.")

    assert entry.dom_id == "work-northwind-rail-2"
    assert highlight.dom_id == f"work-northwind-rail-2-{ids.digest('Built it.')}"


@pytest.mark.parametrize("reworded", [False, True])
def test_ten_thousand_highlights_find_their_rows_in_seconds(reworded):
    def texts(words: str) -> list[str]:
        return [f"Led {words} {number} of the ward" for number in range(10_000)]

    old = [matching.text_traits(text) for text in texts("project")]
    words = "the new project" if reworded else "project"
    new = [matching.text_traits(text) for text in texts(words)]
    begin = time.thread_time()

    found = matching.match_items(old, new)

    assert found == {place: place for place in range(10_000)}
    assert time.thread_time() - begin < 10


def test_two_texts_of_a_megabyte_are_compared_in_a_moment():
    one, other = ("I led the ward and its team. " * 36_000, "He led a ward. " * 70_000)
    begin = time.thread_time()

    matching.similarity(matching.text_traits(one), matching.text_traits(other))

    assert time.thread_time() - begin < 1


def test_a_hundred_long_texts_that_were_reworded_are_compared_in_a_moment():
    words = " ".join(f"word{number}" for number in range(280))
    old = [matching.text_traits(f"First {n} {words} {n}") for n in range(100)]
    new = [matching.text_traits(f"Then {n} {words} and {n}") for n in range(100)]
    begin = time.thread_time()

    assert matching.match_items(old, new) == {place: place for place in range(100)}
    assert time.thread_time() - begin < 3


def test_ten_thousand_entries_of_one_name_get_their_ids_in_a_moment():
    taken, begin = ids.UsedIds(["skills-go"]), time.thread_time()

    found = [taken.take("skills-go") for _ in range(10_000)]

    assert found == [f"skills-go-{number}" for number in range(2, 10_002)]
    assert time.thread_time() - begin < 1


def test_a_long_document_is_written_in_few_queries(
    django_assert_max_num_queries,
):
    highlights = [f"Led project {number}." for number in range(30)]
    long = [{"name": f"Employer {n}", "highlights": highlights} for n in range(30)]

    for work in (long, long[::-1], long[:1]):
        with django_assert_max_num_queries(60):
            publish({"work": work})

        assert Highlight.objects.count() == 30 * len(work)
