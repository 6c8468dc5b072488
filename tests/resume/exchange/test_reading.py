"""Files of other programs: what is in them that no table of fields can say."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from typing import Any

import pytest
import yaml

from resume.document.decoder import NotJSON
from resume.document.validation import InvalidResume
from resume.exchange import periods, rich_text
from resume.exchange.reading import read
from tests.resume.exchange.test_fields import nested


def zipped(files: dict[str, bytes | str | list[list[str]]]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, file in files.items():
            if isinstance(file, list):
                text = io.StringIO(newline="")
                csv.writer(text).writerows(file)
                file = text.getvalue()  # noqa: PLW2901
            packed.writestr(name, file)
    return content.getvalue()


PROFILE = [["First Name", "Last Name"], ["Ama", "Boateng"]]


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>Builds <strong>bridges </strong>in <em>Accra</em>.</p>", "Builds **bridges** in *Accra*."),
        ('<p>See <a href="https://a.example">it</a><b></b></p>', "See [it](https://a.example)"),
        ("<p>One</p><p>Two<br>Three</p>", "One\n\nTwo\nThree"),
        ("<p>Led:</p><ul><li><p>One</p></li><li>Two</li></ul><p>So</p>", "Led:\n\n- One\n- Two\n\nSo"),
        ("Tom &amp; Jerry<br/>5 < 6", "Tom & Jerry\n5 < 6"),
        ("Led:\n- One\n- Two\nSo\nit was", "Led:\n\n- One\n- Two\n\nSo\nit was"),
        ("A List<String>, 5 < 6 & so on", "A List<String>, 5 < 6 & so on"),
    ],
)  # fmt: skip
def test_rich_text_becomes_markdown(html: str, markdown: str) -> None:
    assert rich_text.to_markdown(rich_text.read(html)) == markdown


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("June 2016 to December 2018", "June 2016", "December 2018"),
        ("2012-2014", "2012", "2014"),
        ("2019-03", "2019-03", "2019-03"),
        ("03/2019 - 05/2021", "03/2019", "05/2021"),
        ("2019-03 – 2020-04", "2019-03", "2020-04"),
        ("Mai 2019 bis heute", "Mai 2019", None),
        ("since 2019", "2019", None),
        ("2019 –", "2019", None),
    ],
)
def test_a_period_is_read_as_two_dates(text: str, start: str, end: str | None) -> None:
    dates = periods.read(text) or {}

    assert (dates.get("startDate"), dates.get("endDate")) == (start, end)


def test_what_is_hidden_in_reactive_resume_is_not_shown_here() -> None:
    secret = {"visible": False, "company": "Secret Ltd"}
    export = {
        "basics": {
            "name": "Ama",
            "picture": {"url": "https://a.example/p.png", "effects": {"hidden": True}},
        },
        "summary": {"content": "<p>Private</p>", "hidden": True},
        "sections": {
            "experience": {"items": [secret, {"company": "Volta"}]},
            "references": {"visible": False, "items": [{"name": "Kofi"}]},
        },
        "customSections": [{"title": "Diary", "hidden": True, "type": "summary"}],
        "metadata": {},
    }

    found = read(json.dumps(export).encode())

    assert found.document == {
        "basics": {"name": "Ama", "profiles": []},
        "work": [{"name": "Volta"}],
    }
    for part in ("basics.picture", "summary", "“Secret Ltd”", "references", "Diary"):
        assert any(part in line and "hidden" in line for line in found.left), part


@pytest.mark.parametrize("name", ["reactive3", "reactive4", "reactive5", "jsonresume0"])
def test_a_value_of_another_kind_is_refused_or_left_out(name: str) -> None:
    others = cycle((None, "text", 7, True, ["x"], {"x": "y"}, [None, 7]))

    def spoilt(value: Any) -> Iterator[Any]:
        """The value with one place after another replaced."""
        if isinstance(value, dict | list):
            for key in value if isinstance(value, dict) else range(len(value)):
                for inner in (next(others), *spoilt(value[key])):
                    copied = value.copy()
                    copied[key] = inner
                    yield copied

    for document in spoilt(nested(name)):
        with suppress(NotJSON, InvalidResume):
            read(json.dumps(document).encode())


def test_what_linkedin_lists_more_than_once_is_accounted_for() -> None:
    mails = [["Email Address", "Confirmed", "Primary"], ["old@a.example", "Yes", "No"], ["new@a.example", "Yes", "Yes"]]  # fmt: skip
    said = [["First Name", "Last Name", "Text", "Status"], ["Kofi", "M", "Thorough.", "VISIBLE"], ["Esi", "A", "Private.", "HIDDEN"]]  # fmt: skip
    sites = [*PROFILE[0], "Websites"], [*PROFILE[1], "[PERSONAL:https://a.example,OTHER:https://git.example/a]"]  # fmt: skip
    found = read(
        zipped(
            {
                "Basic/Profile.csv": [*sites],
                "Basic/Email Addresses.csv": mails,
                "Basic\\Recommendations_Received.csv": said,
                "Basic/Articles/Articles/one.html": "<h1>One</h1>",
                "__MACOSX/Basic/._Profile.csv": b"\0",
            }
        )
    )

    basics = found.document["basics"]
    assert (basics["email"], basics["url"]) == ("new@a.example", "https://a.example")
    assert basics["profiles"][0]["url"] == "https://git.example/a"
    assert [r["reference"] for r in found.document["references"]] == ["Thorough."]
    left = "\n".join(found.left)
    for part in ("old@a.example", "Esi A", "Articles: no part"):
        assert part in left
    assert "MACOSX" not in left


def test_a_value_that_the_standard_refuses_is_left_out_and_said_not_the_file() -> None:
    jobs = [["Company Name", "Started On", "Finished On"], ["Volta", "Summer", "mars 2020"]]  # fmt: skip
    mails = [["Email Address"], ["nobody"]]

    found = read(
        zipped(
            {
                "Profile.csv": PROFILE,
                "Positions.csv": jobs,
                "Email Addresses.csv": mails,
            }
        )
    )

    assert found.document == {
        "basics": {"name": "Ama Boateng"},
        "work": [{"name": "Volta", "endDate": "2020-03"}],
    }
    assert [line.partition(":")[0] for line in found.left] == [
        "basics.email",
        "work[0].startDate",
    ]


def test_marked_lines_of_linkedin_s_descriptions_are_highlights() -> None:
    text = "Leads six.\n• Built the Adome span\n- Cut cost\n-20% emissions\n\nAnd more."
    jobs = [["Company Name", "Description"], ["Volta", text]]

    job = read(zipped({"Profile.csv": PROFILE, "Positions.csv": jobs})).document["work"]

    assert job[0]["highlights"] == ["Built the Adome span", "Cut cost"]
    assert job[0]["summary"] == "Leads six.\n\n-20% emissions\n\nAnd more."


def test_notes_before_the_columns_and_other_languages_lose_nothing_unsaid() -> None:
    noted = [["Notes:"], ["Some are missing."], [], ["Name"], ["Statics"]]
    german = [["Firma", "Titel"], ["Volta", "Ingenieurin"]]

    found = read(
        zipped({"Profile.csv": PROFILE, "Skills.csv": noted, "Positions.csv": german})
    )

    assert found.document["skills"] == [{"name": "Statics"}]
    assert any("Positions.csv" in line for line in found.left)


def test_the_desk_s_own_zip_can_be_read_again(sample: dict[str, Any]) -> None:
    packed = zipped(
        {"draft.json": json.dumps(sample), "resume.json": "{}", "versions/1.json": "{}"}
    )

    found = read(packed)

    assert found.document == sample
    assert "resume.json, versions, who sees what: " in found.left[0]


LOCKED = bytearray(zipped({"Profile.csv": PROFILE}))
for mark in (b"PK\x03\x04", b"PK\x01\x02"):
    LOCKED[LOCKED.index(mark) + (6 if mark[2] == 3 else 8)] |= 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (zipped({"Other.csv": [["a"], ["b"]]}), "not the archive"),
        (zipped({"Profile.csv": PROFILE})[:60], "damaged"),
        (zipped({"Profile.csv": PROFILE}).replace(b"Profile.csvs", b"Profile.csvS"), "damaged"),
        (bytes(LOCKED), "password"),
        (zipped({"Profile.csv": b"0" * 21_000_000}), "larger than 20 MB"),
        (zipped({"../../Profile.csv": "Naïveté".encode("latin-1")}), "Profile.csv is not UTF-8"),
        (zipped({"word/document.xml": "<x/>"}), "Word document.* Choose a JSON Resume"),
        (zipped({"xl/workbook.xml": "<x/>"}), "Excel"),
        (b"%PDF-1.7\n\xff", "PDF.*copy of your data"),
        (b"\x89PNG\r\n\x1a\n\xff", "picture"),
        (b"{\\rtf1", "word processor"),
        (b"<!DOCTYPE html>", "web page"),
        (b"\xef\xbb\xbfFirst Name,Last Name\r\n", "one file of LinkedIn's"),
        ('{"basics": {}}'.encode("utf-16"), "UTF-8"),
        (b"name: \xe9", "UTF-8"),
        (b"name: *a", "alias.* line 1"),
        (b"a: 1\n---\nb: 2", "several YAML documents"),
        (b"a:\n\tb: 1", "tabs.* line 2"),
        (b"a: 1\na: 2", "twice.* line 2"),
        (b"[" * 300, "nested too deeply|JSON"),
        (b"a: " + b"[" * 300, "nested too deeply"),
        (b"just a text", "neither"),
        (b"a: [", "line"),
    ],
    ids=lambda given: given if isinstance(given, str) else "file",
)  # fmt: skip
def test_what_is_no_resume_is_refused_with_a_sentence(
    content: bytes, says: str
) -> None:
    with pytest.raises(NotJSON, match=says):
        read(content)


def test_a_resume_in_yaml_says_the_same_as_in_json(sample: dict[str, Any]) -> None:
    text = yaml.safe_dump(sample, allow_unicode=True, sort_keys=False)

    assert read(text.encode()).document == sample


def test_words_of_yaml_stay_words() -> None:
    text = "basics:\n  name: NO\n  location:\n    countryCode: NO\n  phone:\n  summary: ~\nwork:\n- name: Yes\n  startDate: 2019-03-01\n"

    document = read(text.encode()).document

    assert document["basics"] == {"name": "NO", "location": {"countryCode": "NO"}}
    assert document["work"] == [{"name": "Yes", "startDate": "2019-03-01"}]
