"""Résumés of other programs: each value is taken, or named as left out."""

import csv
import io
import json
import zipfile
from typing import Any

import pytest
import yaml

from resume.document.decoder import NotJSON
from resume.exchange.reading import read

#: After Reactive Resume 4's schema (libs/schema in its repository).
REACTIVE: dict[str, Any] = {
    "basics": {
        "name": "Ama Boateng",
        "headline": "Bridge Engineer",
        "email": "ama@example.org",
        "phone": "+233 20 555 0101",
        "location": "Accra, Ghana",
        "url": {"label": "", "href": "https://ama.example"},
        "customFields": [{"id": "a", "icon": "x", "name": "Licence", "value": "B 17"}],
        "picture": {"url": "", "size": 64},
    },
    "sections": {
        "summary": {"id": "summary", "name": "Summary", "visible": True, "content": "<p>Builds <strong>bridges</strong>.</p>"},
        "experience": {"id": "experience", "name": "Experience", "items": [
            {"id": "1", "visible": True, "company": "Volta Works", "position": "Lead Engineer", "location": "Ho", "date": "March 2019 to Present", "summary": "<p>Leads six.</p><ul><li><p>Built the Adome span</p></li><li>Cut cost by 12%</li></ul>", "url": {"label": "", "href": "https://volta.example"}},
            {"id": "2", "visible": False, "company": "Secret Ltd", "position": "Clerk", "date": "2012 - 2013", "summary": "", "url": {"href": ""}},
        ]},
        "education": {"items": [{"id": "3", "visible": True, "institution": "KNUST", "studyType": "BSc", "area": "Civil Engineering", "score": "First", "date": "2006 - 2010", "summary": "<p>Thesis on piers</p>", "url": {"href": ""}}]},
        "skills": {"items": [{"id": "4", "visible": True, "name": "Statics", "description": "Expert", "level": 5, "keywords": ["FEM"]}]},
        "languages": {"items": [{"id": "5", "visible": True, "name": "Twi", "description": "Native", "level": 5}]},
        "profiles": {"items": [{"id": "6", "visible": True, "network": "GitHub", "username": "ama", "icon": "github", "url": {"href": "https://github.example/ama"}}]},
        "certifications": {"items": [{"id": "7", "visible": True, "name": "Chartered Engineer", "issuer": "GhIE", "date": "May 2015", "summary": "", "url": {"href": ""}}]},
        "custom": {"abc": {"name": "Boats", "items": [{"name": "Adome"}]}},
    },
    "metadata": {"template": "rhyhorn"},
}  # fmt: skip

#: The columns of LinkedIn's archive.
LINKEDIN: dict[str, list[dict[str, str]]] = {
    "Profile.csv": [{"First Name": "Ama", "Last Name": "Boateng", "Maiden Name": "", "Address": "", "Birth Date": "May 3", "Headline": "Bridge Engineer", "Summary": "Builds bridges.", "Industry": "Civil Engineering", "Zip Code": "", "Geo Location": "Accra, Ghana", "Websites": ""}],
    "Positions.csv": [
        {"Company Name": "Volta Works", "Title": "Lead Engineer", "Description": "Leads six.\n• Built the Adome span\n• Cut cost by 12%", "Location": "Ho", "Started On": "Mar 2019", "Finished On": ""},
        {"Company Name": "Tema Port", "Title": "Engineer", "Description": "", "Location": "Tema", "Started On": "Jan 2012", "Finished On": "Feb 2019"},
    ],
    "Education.csv": [{"School Name": "KNUST", "Start Date": "2006", "End Date": "2010", "Notes": "Thesis on piers", "Degree Name": "BSc Civil Engineering", "Activities": ""}],
    "Skills.csv": [{"Name": "Statics"}],
    "Languages.csv": [{"Name": "Twi", "Proficiency": "Native or bilingual proficiency"}],
    "Email Addresses.csv": [{"Email Address": "old@example.org", "Confirmed": "Yes", "Primary": "No"}, {"Email Address": "ama@example.org", "Confirmed": "Yes", "Primary": "Yes"}],
    "Recommendations_Received.csv": [{"First Name": "Kofi", "Last Name": "Mensah", "Company": "Volta Works", "Job Title": "Director", "Text": "She is thorough.", "Status": "VISIBLE"}],
    "Connections.csv": [{"First Name": "Nobody"}],
}  # fmt: skip


def archive(files: dict[str, list[dict[str, str]]], folder: str = "") -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, rows in files.items():
            text = io.StringIO(newline="")
            writer = csv.DictWriter(text, rows[0])
            writer.writeheader()
            writer.writerows(rows)
            packed.writestr(folder + name, "\ufeff" + text.getvalue())
    return content.getvalue()


def test_reactive_resume_s_export_is_taken_with_its_lists_and_dates() -> None:
    document = read(json.dumps(REACTIVE).encode()).document

    assert document["basics"]["summary"] == "Builds bridges."
    assert document["basics"]["url"] == "https://ama.example"
    assert document["basics"]["profiles"][0]["username"] == "ama"
    assert document["work"] == [
        {
            "position": "Lead Engineer",
            "name": "Volta Works",
            "location": "Ho",
            "url": "https://volta.example",
            "startDate": "2019-03",
            "summary": "Leads six.",
            "highlights": ["Built the Adome span", "Cut cost by 12%"],
        }
    ]
    study = document["education"][0]
    assert (study["startDate"], study["endDate"]) == ("2006", "2010")
    assert document["skills"] == [
        {"name": "Statics", "level": "Expert", "keywords": ["FEM"]}
    ]
    assert document["languages"] == [{"language": "Twi", "fluency": "Native"}]
    assert document["certificates"][0]["date"] == "2015-05"


def test_what_reactive_resume_has_and_json_resume_has_not_is_named() -> None:
    dropped = "\n".join(read(json.dumps(REACTIVE).encode()).unknown)

    for part in ("customFields", "Secret Ltd is hidden", "sections.custom"):
        assert part in dropped


def test_reactive_resume_5_has_other_names_for_the_same() -> None:
    item = {"hidden": False, "company": "Volta Works", "position": "Engineer", "period": "2012 – 2014", "website": {"url": "https://volta.example"}, "description": "<ul><li>Built</li></ul>"}  # fmt: skip
    export = {
        "picture": {"url": ""},
        "basics": {"name": "Ama Boateng", "website": {"url": "https://ama.example"}},
        "summary": {"content": "<p>Builds bridges.</p>"},
        "sections": {"experience": {"items": [item]}},
        "metadata": {},
    }

    document = read(json.dumps(export).encode()).document

    assert document["basics"]["summary"] == "Builds bridges."
    job = document["work"][0]
    assert (job["startDate"], job["endDate"]) == ("2012", "2014")
    assert job["highlights"] == ["Built"]


@pytest.mark.parametrize("folder", ["", "Basic_LinkedInDataExport_11-29-2026/"])
def test_linkedin_s_archive_is_taken(folder: str) -> None:
    document = read(archive(LINKEDIN, folder)).document

    assert document["basics"]["name"] == "Ama Boateng"
    assert document["basics"]["email"] == "ama@example.org"
    assert document["work"][0] == {
        "name": "Volta Works",
        "position": "Lead Engineer",
        "location": "Ho",
        "startDate": "2019-03",
        "summary": "Leads six.",
        "highlights": ["Built the Adome span", "Cut cost by 12%"],
    }
    assert document["work"][1]["endDate"] == "2019-02"
    assert document["references"] == [
        {"name": "Kofi Mensah, Director, Volta Works", "reference": "She is thorough."}
    ]


def test_what_linkedin_has_and_json_resume_has_not_is_named() -> None:
    dropped = "\n".join(read(archive(LINKEDIN)).unknown)

    for part in ("Birth Date", "Industry", "Notes", "Connections.csv"):
        assert part in dropped


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (archive({"Other.csv": [{"a": "b"}]}), "not the archive"),
        (archive(LINKEDIN)[:200], "damaged"),
        (b"name: *a", "alias"),
        (b"just a text", "neither"),
        (b"a: [", "line"),
        (b"\x89PNG\r\n\x1a\n\xff", "UTF-8"),
    ],
)
def test_what_is_no_resume_is_refused_with_a_sentence(
    content: bytes, says: str
) -> None:
    with pytest.raises(NotJSON, match=says):
        read(content)


def test_a_resume_in_yaml_says_the_same_as_in_json(sample: dict[str, Any]) -> None:
    text = yaml.safe_dump(sample, allow_unicode=True, sort_keys=False)

    assert read(text.encode()).document == sample


def test_words_of_yaml_stay_words() -> None:
    text = "basics:\n  name: NO\n  location:\n    countryCode: NO\n  phone:\nwork:\n- name: Yes\n  startDate: 2019-03-01\n"

    document = read(text.encode()).document

    assert document["basics"] == {"name": "NO", "location": {"countryCode": "NO"}}
    assert document["work"] == [{"name": "Yes", "startDate": "2019-03-01"}]
