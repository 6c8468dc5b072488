"""What the owner may rely on when editing an entry."""

from typing import Any

import pytest

from resume.document.mapping import to_document
from resume.editor import labels
from resume.models import Entry, Resume
from resume.sections import SECTIONS
from resume.versions.publishing import publish
from tests.support.editor import address, card, save, shown


def names(section: str) -> list[str | None]:
    rows = Entry.objects.filter(section=section)
    return [row.title for row in rows]


@pytest.mark.parametrize("section", SECTIONS.values(), ids=lambda s: s.key)
def test_a_form_has_the_fields_of_its_section_and_no_others(section):
    assert labels.columns(section.key).keys() == set(section.fields.values())
    assert ("items" in labels.LABELS[section.key]) == bool(section.items)


@pytest.mark.django_db
def test_saving_every_card_unchanged_leaves_the_document_as_it_was(
    admin_client, document
):
    document["basics"] |= {"label": "", "summary": " Lines\r\nof text \n"}
    document["work"][0] |= {"summary": "", "highlights": ["", " of\ntwo lines "]}
    document["skills"][0]["keywords"] = []
    publish(document)
    ids = set(Entry.objects.values_list("dom_id", "highlights__dom_id"))

    answers = [save(admin_client, card(entry)) for entry in Entry.objects.all()]
    answers.append(save(admin_client, address("head/")))

    assert {answer.status_code for answer in answers} == {200}
    assert to_document(Resume.objects.get()) == document
    assert set(Entry.objects.values_list("dom_id", "highlights__dom_id")) == ids


def test_a_reworded_entry_keeps_its_ids(admin_client, job):
    texts = [*job.highlights.values_list("text", flat=True)]
    ids = [*job.highlights.values_list("dom_id", flat=True)]

    save(
        admin_client,
        card(job),
        organization="Something else",
        highlight=["Another text", *texts[1:]],
    )

    job.refresh_from_db()
    assert (job.dom_id, job.organization) == ("work-northwind-rail", "Something else")
    assert job.highlights.first().text == "Another text"
    assert [*job.highlights.values_list("dom_id", flat=True)] == ids


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2019", "2019"),
        ("March 2022", "2022-03"),
        ("03/2022", "2022-03"),
        ("7 March 2022", "2022-03-07"),
        ("present", None),
        ("heute", None),
        ("", None),
    ],
)
def test_an_end_is_read_as_people_write_it(admin_client, job, typed, stored):
    assert save(admin_client, card(job), end=typed).status_code == 200
    job.refresh_from_db()
    assert job.end == stored


def test_a_date_says_what_it_is_understood_as(admin_client, job):
    def said(text: str) -> Any:
        url = address(f"date/?kind=end&text={text}")
        return admin_client.get(url).json()

    assert said("3/2019") == {"understood": "March 2019"}
    assert said("today") == {"understood": "It goes on."}
    assert "is not a date that is certain" in said("03/04/2019")["problem"]


def test_a_job_that_goes_on_says_so(admin_client, job):
    assert shown(admin_client, card(job))["end"] == "present"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("url", "https://exa mple", "is not a URL"),
        ("end", "2021-02-30", "is not a date"),
        ("start", "next week", "is not a date"),
        ("title", "nul \0", "Null characters"),
    ],
)
def test_what_loadresume_refuses_of_an_entry_is_refused_on_its_field(
    admin_client, job, field, value, message
):
    response = save(admin_client, card(job), summary="Typed", **{field: value})

    assert response.status_code == 422
    assert message in response.context["form"].errors[field][0]
    assert "Typed</textarea>" in response.content.decode()
    job.refresh_from_db()
    assert job.summary != "Typed"


def test_an_address_may_lack_its_scheme(admin_client, job):
    save(admin_client, card(job), url="www.example.com")
    job.refresh_from_db()
    assert job.url == "https://www.example.com"


def test_words_are_one_a_line_or_between_commas(admin_client, job):
    skill = Entry.objects.filter(section="skills")[0]
    skill.keywords = ["C, C++", "Go"]
    skill.save()

    save(admin_client, card(skill), keywords="C, C++\nPython, Django;\n\nRust")

    skill.refresh_from_db()
    assert skill.keywords == ["C, C++", "Python", "Django", "Rust"]


def test_a_list_that_is_pasted_becomes_highlights(admin_client, job):
    save(
        admin_client,
        card(job),
        highlight=["• One\r\n• Two\r\n\r\n- Three"],
        highlight_id=[""],
    )
    texts = job.highlights.values_list("text", flat=True)
    assert [*texts] == ["One", "Two", "Three"]


def test_an_entry_may_have_a_thousand_highlights(admin_client, job):
    texts = [f"Highlight {n}" for n in range(1000)]
    save(admin_client, card(job), highlight=texts, highlight_id=[""] * 1000)
    assert job.highlights.count() == 1000


def test_what_the_standard_lacks_stays_and_is_shown(admin_client, sample, job):
    job.extra = {"teamSize": "34 people"}
    job.save()

    page = save(admin_client, card(job), title="Boss").content.decode()

    assert "34 people" in page
    job.refresh_from_db()
    assert (job.extra, job.title) == ({"teamSize": "34 people"}, "Boss")


def test_an_entry_is_hidden_from_the_page_or_shown_in_the_chat_only(admin_client, job):
    page = save(admin_client, card(job), visibility="hidden").content.decode()
    assert "Hidden</span>" in page
    job.refresh_from_db()
    assert job.visibility == "hidden"


def test_a_new_job_is_on_top_and_a_new_skill_at_the_end(admin_client, job):
    for section in ("work", "skills"):
        url = address(f"entries/add/{section}/")
        assert save(admin_client, url, title="New").status_code == 200

    assert names("work")[0] == "New"
    assert names("skills")[-1] == "New"
    assert Entry.objects.get(section="skills", title="New").dom_id == "skills-new"


def test_a_duplicate_stands_below_with_ids_of_its_own(admin_client, job):
    admin_client.post(address(f"entries/{job.pk}/duplicate/"))

    first, copy, *_ = Entry.objects.filter(section="work")
    assert (first.pk, copy.title) == (job.pk, job.title)
    assert copy.dom_id == "work-northwind-rail-2"
    texts = [e.highlights.values_list("text", flat=True) for e in (first, copy)]
    assert [*texts[0]] == [*texts[1]]


def test_deleting_asks_first_and_says_what_goes_along(admin_client, job):
    url = address(f"entries/{job.pk}/delete/")
    page = admin_client.get(url).content.decode()
    assert "takes 4 highlights along" in " ".join(page.split())
    assert Entry.objects.filter(pk=job.pk).exists()

    admin_client.post(url)

    assert not Entry.objects.filter(pk=job.pk).exists()


def test_entries_move_up_down_and_before_another(admin_client, job):
    rows = [*Entry.objects.filter(section="work")]
    a, b, c, d = (row.pk for row in rows)

    def moved(pk: int, to: object) -> list[int]:
        admin_client.post(address(f"entries/{pk}/move/"), {"to": to})
        return [*Entry.objects.filter(section="work").values_list("pk", flat=True)]

    assert moved(b, "up") == [b, a, c, d]
    assert moved(b, "up") == [b, a, c, d]
    assert moved(a, "down") == [b, c, a, d]
    assert moved(d, c) == [b, d, c, a]
    assert moved(b, "") == [d, c, a, b]


def test_without_scripts_a_card_is_a_page_and_saving_leads_back(admin_client, job):
    url = card(job)
    assert "<h1" in admin_client.get(url).content.decode()

    answer = admin_client.post(url, shown(admin_client, url) | {"title": "Boss"})

    assert answer["Location"] == address(f"change/#entry-{job.pk}")
    job.refresh_from_db()
    assert job.title == "Boss"
