"""Documents as people have them, beyond the letter of the standard."""

import json

import pytest

from resume.document.date_words import read_date
from resume.document.reading import Read, read
from resume.document.validation import InvalidResume
from tests.resume.test_commands import dump, load


def read_json(document: object) -> Read:
    return read(json.dumps(document).encode())


def work(**keys: object) -> dict[str, object]:
    return {"work": [{"name": "Hill Clinic", **keys}]}


OLD = {
    "basics": {
        "name": "Ada Example",
        "picture": "https://example.org/a.jpg",
        "website": "https://ada.example.org",
    },
    "work": [
        {"company": "Hill Clinic", "position": "Nurse", "website": "https://h.example"}
    ],
    "education": [{"institution": "Uni", "area": "Nursing", "gpa": "3.9"}],
    "languages": [{"name": "Welsh", "level": "Fluent"}],
}


@pytest.mark.django_db
def test_an_older_document_is_shown_whole_and_comes_back_as_it_was(tmp_path, client):
    path = tmp_path / "old.json"
    path.write_text(json.dumps(OLD), encoding="utf-8")

    load(path)

    page = str(client.get("/").content, "utf-8")
    for text in ("Hill Clinic", "https://h.example", "ada.example.org", "3.9", "Welsh"):
        assert text in page
    assert json.loads(dump()) == OLD
    path.write_text(dump(), encoding="utf-8")
    load(path)
    assert json.loads(dump()) == OLD


@pytest.mark.django_db
def test_an_older_key_beside_the_standards_own_is_unknown(tmp_path):
    path = tmp_path / "both.json"
    both = work(company="Hill Group")
    path.write_text(json.dumps(both), encoding="utf-8")

    assert "  work[].company" in load(path)
    assert json.loads(dump()) == both


def test_the_value_of_an_older_key_is_checked_as_the_new_ones_is():
    with pytest.raises(InvalidResume, match="is not a URL"):
        read_json({"work": [{"company": "Hill", "website": "see my card"}]})


@pytest.mark.parametrize("nothing", [None, "", " ", "-", "N/A", "none"])
def test_nothing_is_nothing_however_it_is_spelled(nothing):
    document = {
        "basics": {"name": "Ada", "email": nothing, "url": nothing},
        "work": [{"name": "Hill", "endDate": nothing, "url": nothing}],
        "awards": [{"title": "Prize", "date": nothing}],
    }

    assert read_json(document).document == {
        "basics": {"name": "Ada"},
        "work": [{"name": "Hill"}],
        "awards": [{"title": "Prize"}],
    }


def test_null_is_nothing_wherever_it_stands():
    document = {
        "basics": {"name": "Ada", "phone": None, "location": None, "profiles": None},
        "work": [None, {"name": "Hill", "highlights": ["One", None]}],
        "skills": None,
        "meta": None,
        "x": None,
    }

    found = read_json(document)

    assert found.document == {
        "basics": {"name": "Ada"},
        "work": [{"name": "Hill", "highlights": ["One"]}],
        "x": None,
    }
    assert found.changes == [
        "basics.phone: null is left out",
        "basics.location: null is left out",
        "basics.profiles: null is left out",
        "work[0]: null is left out",
        "work[1].highlights[1]: null is left out",
        "skills: null is left out",
        "meta: null is left out",
    ]


@pytest.mark.parametrize(
    "word",
    [
        *("Present", "current", "(present)", "heute", "aujourd'hui", "actualidad"),
        *("至今", "active", "Aujourd’hui", "hasta  hoy", "[até agora]"),
    ],
)
def test_a_word_for_the_present_is_no_end(word):
    found = read_json(work(startDate="2020", endDate=word))

    assert found.document == work(startDate="2020")
    assert found.changes == [
        f'work[0].endDate: "{word}" is no date, so there is no end'
    ]


def test_a_start_that_is_no_date_is_still_refused():
    with pytest.raises(InvalidResume, match='startDate: "Present" is not a date'):
        read_json(work(startDate="Present"))


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2019-3", "2019-03"),
        ("2019/03", "2019-03"),
        ("2019.03.07", "2019-03-07"),
        ("03/2019", "2019-03"),
        ("2019-03-07T00:00:00.000Z", "2019-03-07"),
        ("2019-00-00", "2019"),
        ("Mar 2019", "2019-03"),
        ("Sept. 2019", "2019-09"),
        ("7 March 2019", "2019-03-07"),
        ("March 7, 2019", "2019-03-07"),
        ("7. März 2019", "2019-03-07"),
        ("marzo de 2019", "2019-03"),
        ("août 2019", "2019-08"),
    ],
)
def test_a_date_in_another_form_is_read_where_it_is_certain(text, date):
    found = read_json(work(startDate=text))

    assert found.document == work(startDate=date)
    assert found.changes == [f'work[0].startDate: "{text}" is read as "{date}"']


@pytest.mark.parametrize(
    "text", ["03/04/2019", "2019-13", "Summer 2019", "Ma 2019", "May 2007-June 2011"]
)
def test_an_uncertain_date_is_refused_and_the_line_says_what_to_do(text):
    assert read_date(text) is None
    with pytest.raises(InvalidResume, match="is not a date; write YYYY.*or leave the"):
        read_json(work(startDate=text))


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("www.example.org", "https://www.example.org"),
        ("github.com/ada?tab=repos", "https://github.com/ada?tab=repos"),
        (" https://example.org ", "https://example.org"),
        ("https://example.org/wiki/Über", "https://example.org/wiki/Über"),
        ("https://例え.jp/道", "https://例え.jp/道"),
    ],
)
def test_an_address_may_lack_its_scheme_and_have_any_letters(text, url):
    assert read_json(work(url=text)).document == work(url=url)


@pytest.mark.parametrize(
    "text", ["see my card", "Hill", "http://a b.org", "resume.pdf", "index-fr.html?x=1"]
)
def test_what_is_no_address_is_still_refused(text):
    with pytest.raises(InvalidResume, match="is not a URL"):
        read_json(work(url=text))


def test_an_email_may_be_written_as_a_link():
    document = {"basics": {"email": "mailto:ada@example.org "}}
    assert read_json(document).document == {"basics": {"email": "ada@example.org"}}


def test_values_of_another_type_are_read_as_what_they_say():
    document = {
        "basics": {
            "location": {"postalCode": 41104},
            "profiles": {"network": "GitHub"},
        },
        "work": [{"startDate": 2019, "highlights": "One", "summary": ["A", "B"]}],
        "education": [{"score": 3.9, "courses": ""}],
        "skills": [{"keywords": "Python, Django; SQL"}],
    }

    assert read_json(document).document == {
        "basics": {
            "location": {"postalCode": "41104"},
            "profiles": [{"network": "GitHub"}],
        },
        "work": [{"startDate": "2019", "highlights": ["One"], "summary": "A\nB"}],
        "education": [{"score": "3.9"}],
        "skills": [{"keywords": ["Python", "Django", "SQL"]}],
    }


def test_a_place_may_be_a_text_or_an_object():
    document = {
        "basics": {"location": "Cork, Ireland"},
        "work": [{"location": {"city": "Cork", "countryCode": "IE"}}],
    }

    assert read_json(document).document == {
        "basics": {"location": {"address": "Cork, Ireland"}},
        "work": [{"location": "Cork, IE"}],
    }


def test_a_document_of_the_standard_is_not_changed(document):
    found = read_json(document)
    assert (found.document, found.changes) == (document, [])
