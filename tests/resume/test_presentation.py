"""What of a document stands where on the page."""

import re

import pytest
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from resume.options import SiteOptions
from resume.page import accent
from resume.page.presentation import page_sections
from resume.passages import published
from resume.versions.publishing import publish
from tests.resume.test_page import Elements, page

BANK = {"name": "Bank", "location": "Bern", "url": "https://bank.example"}


@pytest.mark.django_db
def test_positions_in_a_row_at_one_employer_stand_under_its_name_once(client):
    other = {"name": "Other", "position": "Clerk"}
    work = [
        {**BANK, "position": "Head"},
        {**BANK, "position": "Teller", "location": "Chur"},
        other,
        {**BANK, "position": "Guard"},
    ]
    publish({"work": work})

    content = page(client)

    headings = re.findall(r"<(h[34])>(?:<a [^>]*>)?([^<]+)", content)
    assert headings == [
        ("h3", "Bank"),
        ("h4", "Head"),
        ("h4", "Teller"),
        ("h3", "Clerk"),
        ("h3", "Guard"),
    ]
    assert content.count('href="https://bank.example"') == 2
    assert "Bern" in content
    assert "Chur" in content


@pytest.mark.django_db
def test_what_differs_within_an_employer_stays_with_its_position(client):
    work = [
        {"name": "Bank", "position": "Head", "url": "https://bank.example/head"},
        {"name": "Bank", "description": "A branch", "url": "https://bank.example/b"},
    ]
    publish({"work": work})

    content = page(client)

    assert '<a href="https://bank.example/head">Head</a>' in content
    assert "A branch" in content


@pytest.mark.django_db
def test_projects_without_an_organization_are_no_group(client):
    publish({"projects": [{"name": "One"}, {"name": "Two"}]})

    assert re.findall("<h3>([^<]+)", page(client)) == ["One", "Two"]


OTHERS = {
    "coverLetter": "Dear reader,\n\nI *mend* things.",
    "patents": [
        {"title": "Valve", "number": "US 1", "url": "https://p.example", "year": 2019},
        "A pump",
    ],
    "custom": {"title": "Talks", "items": [{"name": "PyCon", "text": "On valves."}]},
    "hobbies": ["Chess", "Rowing"],
}


@pytest.mark.django_db
def test_sections_that_the_standard_lacks_are_shown_in_the_documents_order(client):
    publish({"basics": {"name": "Ada"}, **OTHERS})

    content = page(client)

    headings = re.findall("<h2[^>]*>([^<]+)", content)
    assert headings == ["Cover letter", "Patents", "Talks", "Hobbies"]
    assert "<p>I <em>mend</em> things.</p>" in content
    assert '<a href="https://p.example">Valve</a>' in content
    shown = strip_tags(content)
    for text in ("US 1", "2019", "A pump", "PyCon", "On valves.", "Rowing"):
        assert text in shown


@pytest.mark.django_db
def test_the_chat_knows_what_those_sections_say(client):
    publish({"basics": {"name": "Ada"}, **OTHERS})

    passages = {passage.text: passage.id for passage in published()}

    assert passages["Valve. US 1. 2019."] in Elements(page(client)).ids


@pytest.mark.django_db
@pytest.mark.parametrize(
    "extra",
    [
        {"theme": {"color": "red", "name": "even"}},
        {"locale": "en", "version": "1.0", "published": True, "count": 3},
        {"x-notes": "for nobody", "_comment": "not for readers", "$id": "a b"},
        {"patents": [], "talks": {}, "more": [{"date": "2020"}], "last": [None, ""]},
        {"more": {"title": "Nothing under it"}},
    ],
)
def test_what_is_for_programs_and_what_is_empty_is_no_section(client, extra):
    publish({"basics": {"name": "Ada"}, **extra})

    assert "<h2" not in page(client)


@pytest.mark.django_db
def test_the_owner_orders_the_sections_and_the_rest_follows():
    resume = publish(
        {"work": [{"name": "A"}], "skills": [{"name": "B"}], "hobbies": ["Chess"]}
    )

    sections = page_sections(resume, ["hobbies", "skills", "gone"])

    assert [section.key for section in sections] == ["hobbies", "skills", "work"]


@given(st.from_regex("#[0-9a-f]{6}", fullmatch=True))
def test_every_accent_is_legible_on_light_and_on_dark_paper(color):
    shades = accent.shades(color)

    assert shades
    assert accent.contrast(shades.light, accent.LIGHT) >= accent.MIN_CONTRAST
    assert accent.contrast(shades.dark, accent.DARK) >= accent.MIN_CONTRAST


def test_an_accent_that_is_legible_stays_and_what_is_none_is_left_out():
    shades = accent.shades("#1D5A8C")
    assert shades
    assert shades.light == "#1d5a8c"
    assert accent.shades("red;}body{display:none") is None


@pytest.mark.django_db
def test_the_owners_choices_are_in_the_page_and_no_other_style_is_inline(client):
    publish({"basics": {"name": "Ada"}, "work": [{"name": "A"}], "hobbies": ["Chess"]})
    assert "themes/classic.css" in page(client)

    SiteOptions(theme="modern", accent="#1d5a8c", section_order=["hobbies"]).save()
    content = page(client)

    assert "<style>:root{--accent-light:#1d5a8c;--accent-dark:#" in content
    assert "themes/modern.css" in content
    assert "fonts/sans.css" in content
    assert re.findall("<h2[^>]*>([^<]+)", content) == ["Hobbies", "Experience"]
    assert " style=" not in content
