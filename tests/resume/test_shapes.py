"""Values in another shape than the standard's, which say what they mean all the same."""

import pytest

from resume.document.validation import InvalidResume
from tests.resume.test_reading import read_json


def test_a_list_of_names_is_a_list_of_entries():
    document = {
        "basics": {"name": "Ada"},
        "skills": ["Python", {"name": "SQL"}],
        "languages": ["Welsh"],
        "interests": ["Chess"],
        "certificates": ["Wound care"],
        "awards": ["Prize"],
    }

    found = read_json(document)

    assert found.document == {
        "basics": {"name": "Ada"},
        "skills": [{"name": "Python"}, {"name": "SQL"}],
        "languages": [{"language": "Welsh"}],
        "interests": [{"name": "Chess"}],
        "certificates": [{"name": "Wound care"}],
        "awards": [{"title": "Prize"}],
    }
    assert "skills[0]: the text is read as its name" in found.changes


def test_names_with_their_keywords_or_levels_are_entries():
    document = {
        "basics": {"name": "Ada"},
        "skills": {"Tools": ["Git", "Make"], "Wards": []},
        "languages": {"Welsh": "Fluent", "English": "Native"},
    }

    found = read_json(document)

    assert found.document == {
        "basics": {"name": "Ada"},
        "skills": [
            {"name": "Tools", "keywords": ["Git", "Make"]},
            {"name": "Wards", "keywords": []},
        ],
        "languages": [
            {"language": "Welsh", "fluency": "Fluent"},
            {"language": "English", "fluency": "Native"},
        ],
    }
    assert found.changes == [
        "skills: its keys are read as names",
        "languages: its keys are read as names",
    ]


@pytest.mark.parametrize("section", ["references", "work"])
def test_a_text_is_no_entry_where_it_may_be_more_than_a_name(section):
    with pytest.raises(InvalidResume, match="is a text; expected an object"):
        read_json({section: ["Led the ward."]})


def test_an_object_where_a_text_belongs_is_read_with_all_that_it_says():
    keyword = {"name": "Wound care", "years": 3, "notes": "", "since": None}
    keyword["of"] = ["Hill", {"at": "Dale"}]

    skill = {"name": "Care", "keywords": ["Meds", keyword]}
    found = read_json({"basics": {"name": "Ada"}, "skills": [skill]})

    assert found.document["skills"][0]["keywords"] == [
        "Meds",
        "Wound care, 3, Hill, Dale",
    ]


def test_of_several_languages_the_first_is_read():
    document = {
        "basics": {"name": "Ada", "label": {"de": "Pflegerin", "en": "Nurse"}},
        "work": [{"highlights": {"pt-BR": ["Um"], "en": ["One"]}}],
    }

    found = read_json(document)

    assert found.document == {
        "basics": {"name": "Ada", "label": "Pflegerin"},
        "work": [{"highlights": ["Um"]}],
    }
    assert found.changes == [
        "basics.label: of de, en, de is read",
        "work[0].highlights: of pt-BR, en, pt-BR is read",
    ]
