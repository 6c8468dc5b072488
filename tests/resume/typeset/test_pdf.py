"""The PDF as its readers have it: on paper, by copying from it, by a screen reader."""

import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from resume import photo
from resume.models import Resume, SiteOptions
from resume.outputs.typeset.compilation import Result, compile_file, to_json
from resume.outputs.typeset.content import content
from resume.page.language import language_of, localized
from resume.published.version import read_versions
from resume.versions.publishing import publish
from tests.resume.test_outputs import DATES, HIGHLIGHTS, NAMES, SCRIPTS, every

#: A PNG of one pixel.
DOT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
pytestmark = pytest.mark.django_db


def set_pdf(document: Any, **options: str | bool) -> Result:
    publish(document)
    SiteOptions(pk=1, **options).save()
    version = read_versions()[""]
    assert version
    return compile_file("resume.typ", to_json(content(version)))


def read(document: Any, **options: str | bool) -> PdfReader:
    made = set_pdf(document, **options)
    assert not made.problem
    return PdfReader(io.BytesIO(made.content))


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def catalog(pdf: PdfReader) -> Any:
    return pdf.root_object


def structure(pdf: PdfReader) -> Iterator[Any]:
    """Its elements in reading order."""

    def walk(element: Any) -> Iterator[Any]:
        yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = kid.get_object()
            if isinstance(kid, dict) and "/S" in kid:
                yield from walk(kid)

    yield from walk(catalog(pdf)["/StructTreeRoot"])


def addresses(pdf: PdfReader) -> set[str]:
    notes = [note.get_object() for page in pdf.pages for note in page.annotations or ()]
    return {note["/A"]["/URI"] for note in notes}


def fonts(pdf: PdfReader) -> dict[str, bool]:
    """Whether each is embedded."""
    found = {}
    pages: Any = pdf.pages
    for page in pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font["/DescendantFonts"][0].get_object()
            keys = inner["/FontDescriptor"].keys()
            name = inner["/BaseFont"].split("+")[1]
            found[name] = bool({"/FontFile2", "/FontFile3"} & set(keys))
    return found


@pytest.mark.parametrize(
    ("theme", "pages"), [("classic", 2), ("modern", 2), ("compact", 1)]
)
def test_the_sample_is_at_most_two_pages_in_reading_order(
    sample: Any, theme: str, pages: int
) -> None:
    pdf = read(sample, theme=theme)
    assert len(pdf.pages) == pages
    assert len(read(sample, theme=theme, paper="Letter").pages) == pages
    text = text_of(pdf).replace(" ", "")
    heading = "Experience" if theme == "modern" else "EXPERIENCE"
    in_order = [
        sample["basics"]["name"],
        "Gothenburg",
        "I build the systems",
        heading,
        "Northwind Rail",
        *sample["work"][0]["highlights"],
        "Kattegat Ferries",
        "Lund University",
        "Sofie Dahl",
    ]
    places = [text.find(part.replace(" ", "")) for part in in_order]
    assert -1 not in places
    assert places == sorted(places)
    assert f" {heading} " in text_of(pdf), "its letters are not read as words"


def test_a_screen_reader_knows_title_language_headings_and_lists(sample: Any) -> None:
    pdf = read(sample)
    assert pdf.metadata
    assert pdf.metadata.title == "Mara Lindqvist · Staff Software Engineer"
    assert pdf.metadata.author == "Mara Lindqvist"
    assert catalog(pdf)["/Lang"] == "en"
    assert catalog(pdf)["/MarkInfo"]["/Marked"]
    assert catalog(pdf)["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in catalog(pdf)["/Metadata"].get_data()
    kinds = [element.get("/S") for element in structure(pdf)]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 12
    assert kinds.index("/H1") < kinds.index("/H2") < kinds.index("/H3")
    assert {"/L", "/LI", "/LBody", "/Link", "/P"} <= set(kinds)


def test_links_are_live_and_fonts_embedded(sample: Any) -> None:
    sample["work"][0]["url"] = "javascript:alert(1)"
    pdf = read(sample)
    assert {
        "mailto:mara@lindqvist.example",
        "tel:+46315550142",
        "https://mara.lindqvist.example",
        "https://signalbox.example",
    } <= addresses(pdf)
    assert not [found for found in addresses(pdf) if found.startswith("javascript")]
    assert set(fonts(pdf).values()) == {True}


def test_a_phone_number_reads_from_the_left_in_arabic() -> None:
    basics = {"name": "سلمى الخطيب", "phone": "+962 6 555 0143"}
    assert "+962 6 555 0143" in text_of(read({"basics": basics}))


def test_theme_and_paper_are_the_owners(sample: Any) -> None:
    classic, modern = read(sample), read(sample, theme="modern", paper="Letter")
    assert "SourceSerif4-Regular" in fonts(classic)
    assert "SourceSans3-Regular" in fonts(modern)
    assert [round(side) for side in classic.pages[0].mediabox[2:]] == [595, 842]
    assert [round(side) for side in modern.pages[0].mediabox[2:]] == [612, 792]


def test_every_common_script_has_a_font() -> None:
    names = [
        "محمد الفارسي",
        "מיכל לוי",
        "李明堃",
        "山田さくら",
        "김서연",
        "Анна Каренина",
        "Ελένη Παππά",
        "अनिता शर्मा",
        "สมชาย ใจดี",
        "Zoë Nguyễn 🚀👩‍💻",
    ]
    pdf = read({"basics": {"name": names[2]}, "work": [{"highlights": names}]})
    assert pdf.metadata
    assert pdf.metadata.title == names[2]
    assert set(fonts(pdf).values()) == {True}
    assert len(fonts(pdf)) == 9, "of the system's fonts none was asked for"


def test_a_character_without_a_font_is_a_box_and_the_owner_told() -> None:
    made = set_pdf({"basics": {"name": "Ada \U000105c0", "summary": "Adept"}})
    assert "\U000105c0" in made.problem
    assert "Adept" in text_of(PdfReader(io.BytesIO(made.content)))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_it_has_every_name_date_and_highlight(path: Path) -> None:
    """As words: a reader of PDFs may reverse those written from the right."""
    document = json.loads(path.read_text(encoding="utf-8"))
    made = set_pdf(document).content
    text = copied(made) if path.stem == "devanagari" else text_in(made)
    with translation.override(language_of(Resume.objects.get())):
        dates = {localized(date) for date in every(document, DATES)}
    facts = {*every(document, NAMES), *every(document, HIGHLIGHTS), *dates}
    assert len(facts) > 20
    assert {fact for fact in facts if any(w not in text for w in words(fact))} == set()


def text_in(content: bytes) -> str:
    return text_of(PdfReader(io.BytesIO(content)))


def copied(content: bytes) -> str:
    """By a reader that knows what letters a glyph stands for."""
    if not (program := shutil.which("pdftotext")):
        pytest.skip("pdftotext is not here (Debian: poppler-utils)")
    command = [program, "-", "-"]
    return subprocess.run(command, input=content, capture_output=True).stdout.decode()


def words(text: str) -> list[str]:
    """Without those that have marks, which readers may set apart from their letters."""
    found = re.findall(r"[^\W\d_]+|\d+", text)
    return [word for word in found if not re.search("[\u064b-\u0652]", word)]


def test_nothing_in_a_document_is_markup() -> None:
    hostile = '#eval("1+1") $x$ @label <here> \\ = /* // ~ #panic() [x] “” \u202e'
    work = [{"name": hostile, "position": hostile, "startDate": "2019"}]
    pdf = read(
        {"basics": {"name": hostile, "label": "a\x00b\x1bc"}, "work": work},
    )
    assert text_of(pdf).count('#eval("1+1") $x$ @label') == 2


def test_the_photograph_is_in_it_if_the_owner_shows_it() -> None:
    document = {"basics": {"name": "Ada", "image": f"data:image/png;base64,{DOT}"}}
    photo.keep(publish(document))
    figures = [e["/Alt"] for e in structure(read(document)) if e.get("/S") == "/Figure"]
    assert figures == ["Ada"]
    hidden = read(document, show_photo=False)
    assert "/Figure" not in [element.get("/S") for element in structure(hidden)]


def test_a_thousand_highlights_are_all_there() -> None:
    highlights = [
        f"Result {number} of many, and what came of it." for number in range(1000)
    ]
    pdf = read({"work": [{"name": "Acme", "highlights": highlights}]})
    text = text_of(pdf)
    assert all(highlight in text for highlight in highlights)


def test_an_address_word_or_text_of_any_length_is_there_whole() -> None:
    work = [
        {"name": "Acme", "url": "https://acme.example/" + "a" * 9000},
        {"name": "Bolt", "highlights": ["word " * 2000 + "end."]},
        {"name": "Core", "summary": "\n\n".join(f"n{n}." for n in range(99))},
    ]
    pdf = read({"basics": {"summary": "b" * 20_000}, "work": work})
    text = text_of(pdf)
    assert "Acme" in text
    assert "word end." in text
    assert [n for n in range(99) if f"n{n}." not in text] == []
    assert len(pdf.pages) > 2, "the word is broken, not cut off at the margin"


def test_the_same_version_makes_the_same_bytes(sample: Any) -> None:
    assert set_pdf(sample).content == set_pdf(sample).content


@pytest.mark.parametrize(
    ("theme", "name"),
    [
        ("classic", "Mara"),
        ("modern", "ا" * 300),
        ("compact", "W" * 500),
        ("modern", ""),
    ],
)
def test_the_preview_is_a_picture_of_the_size_that_sites_expect(
    theme: str, name: str
) -> None:
    from resume.outputs.typeset.content import head

    publish({"basics": {"name": name, "label": "Engineer"}})
    SiteOptions(pk=1, theme=theme).save()
    version = read_versions()[""]
    assert version
    made = compile_file("preview.typ", to_json(head(version)))
    assert made.content[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(made.content[at : at + 4]) for at in (16, 20)] == [1200, 630]
