import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.db import OperationalError, ProgrammingError, connection
from django.utils.html import escape

from resume.page.language import words
from resume.passages import published
from resume.sections import SECTIONS
from resume.versions.publishing import publish

pytestmark = pytest.mark.django_db


class Elements(HTMLParser):
    """The text of every element with an id, and all links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.requested: list[str] = []
        self.headings: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found["href"])
        if tag in ("script", "img", "link", "iframe"):
            self.requested.append(found.get("src") or found.get("href") or "")
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)


def page(client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    return str(response.content, "utf-8")


def every_text(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in every_text(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in every_text(inner)]
    return [value] if isinstance(value, str) else []


def test_every_passage_is_an_element_of_the_page_in_the_same_order(client, document):
    publish(document)

    found = Elements(page(client)).ids
    cited = [passage.id for passage in published()]

    assert [dom_id for dom_id in found if dom_id in cited] == cited
    assert len(found) == len(set(found))


def test_every_text_of_the_sample_is_on_the_page(client, sample):
    publish(sample)
    content = page(client)
    del sample["meta"], sample["$schema"]
    del sample["basics"]["email"], sample["basics"]["phone"]  # see test_contact.py
    dates = {"startDate", "endDate", "date", "releaseDate"}
    shown = [
        text
        for section in sample.values()
        for entry in (section if isinstance(section, list) else [section])
        for text in every_text({k: v for k, v in entry.items() if k not in dates})
    ]

    content = unescape(content)
    assert [text for text in shown if text not in content] == []


def test_the_page_says_everything_without_javascript_and_without_third_parties(
    client, document
):
    publish(document)

    requested = Elements(page(client)).requested

    assert [url for url in requested if re.match(r"[a-z]+:|//", url)] == []


def test_headings_never_skip_a_level(client, document):
    publish(document)

    headings = Elements(page(client)).headings

    assert headings.count("h1") == 1
    levels = [int(heading[1]) for heading in headings]
    assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))


def test_sections_without_content_are_left_out(client):
    publish({"basics": {"name": "Ada"}, "work": [], "awards": [{}, {"title": ""}]})

    assert "<h2" not in page(client)


def test_dates_are_for_people_and_machines(client, sample):
    publish(sample)
    content = page(client)

    assert '<time datetime="2021-03">March 2021</time> – present' in content
    assert '<time datetime="2023-11-09">9 November 2023</time>' in content


def test_mail_phone_and_web_are_links_and_scripts_are_not(client):
    publish(
        {
            "basics": {
                "email": "a+b@example.com",
                "phone": "(555) 010-0199 ext. 3",
                "url": "javascript:alert(1)",
                "profiles": [{"network": "X", "url": "JAVASCRIPT:alert(2)"}],
            },
            "work": [{"name": "A", "position": "B", "url": "data:text/html,x"}],
            "projects": [{"name": "C", "url": "https://example.com/c"}],
        }
    )

    links = Elements(page(client)).links
    assert [link for link in links if not link.startswith("#")] == [
        "/contact/email",
        "/contact/phone",
        "/resume.pdf",
        "https://example.com/c",
    ]


def test_text_is_text_and_never_markup(client):
    attack = "<script>alert(1)</script>\"'&"
    entry = {"name": attack, "position": attack, "highlights": [attack]}
    publish({"basics": {"name": attack, "summary": attack}, "work": [entry]})

    content = page(client)

    assert "<script>alert" not in content
    assert escape(attack) in content


@pytest.mark.parametrize(
    ("summary", "language", "direction", "heading", "month"),
    [
        (
            "I led a team of nurses for the clinic.",
            "en",
            "",
            "Experience",
            "March 2020",
        ),
        (
            "Ich leite die Station und das Team.",
            "de",
            "",
            "Berufserfahrung",
            "März 2020",
        ),
        ("Je dirige une équipe dans la clinique.", "fr", "", "Expérience", "mars 2020"),
        ("عملت في العيادة ثلاث سنوات", "ar", ' dir="rtl"', "الخبرة", "مارس 2020"),
        ("עבדתי במרפאה שלוש שנים", "he", ' dir="rtl"', "ניסיון", "מרץ 2020"),
        ("私は病院で働いています", "ja", "", "職歴", "2020年3月"),
        ("我在医院工作", "zh-hans", "", "工作经历", "2020年3月"),
    ],
)
def test_the_page_speaks_the_language_of_the_document(
    client, summary, language, direction, heading, month
):
    work = [{"name": "Hill", "startDate": "2020-03"}]
    publish({"basics": {"name": "Ada", "summary": summary}, "work": work})

    content = page(client)

    assert f'<html lang="{language}"{direction}>' in content
    assert f">{heading}</h2>" in content
    assert month in content


def test_what_others_say_and_what_is_too_short_tell_no_language(client):
    quote = "She is the best of the nurses and a joy to work with. " * 9
    german = "Ich leite die Station und das Team."
    publish(
        {"basics": {"summary": german}, "references": [{"reference": quote}, {}]},
    )
    assert '<html lang="de">' in page(client)

    publish({"basics": {"label": "I+D, Ingeniería en Informática"}})
    assert '<html lang="en">' in page(client)


def test_a_language_that_the_document_names_counts(client):
    publish({"basics": {"name": "Ada"}, "meta": {"language": "pt-BR"}, "work": [{}]})
    assert '<html lang="pt">' in page(client)


def test_the_page_says_the_same_in_every_language():
    english, *others = words().values()
    for language in others:
        assert language.keys() | {"function"} == english.keys()
    assert set(SECTIONS) < set(english)


def test_no_heading_stands_without_content_and_no_name_is_invented(client):
    interests = [{"keywords": ["Chess"]}, {"keywords": ["Rowing"]}]
    blank = {"name": " ", "level": "", "keywords": ["", " "]}
    publish({"skills": [blank], "interests": interests, "work": [{"summary": "Led."}]})

    content = page(client)

    assert "Skills" not in content
    assert content.count("Interests") == 1
    assert "<dt>Chess</dt>" in content
    assert "<h3>" not in content


def test_lines_of_a_text_stay_lines(client):
    publish({"basics": {"summary": "One.\n\nTwo.\nThree."}})

    assert "<p>One.</p>\n<p>Two.<br>\nThree.</p>" in page(client)


def test_without_a_resume_the_page_says_so_and_shows_no_command(client):
    content = page(client)

    assert "A résumé will be here" in content
    assert "manage.py" not in content


def test_the_page_is_cacheable_and_revalidated(client, sample):
    publish(sample)
    first = client.get("/")

    # Browsers ask each time; a shared cache holds it, and goes on while it asks again.
    assert first.headers["Cache-Control"] == (
        "public, max-age=0, s-maxage=10, stale-while-revalidate=60,"
        " stale-if-error=86400"
    )
    assert first.headers["Vary"] == "Accept, Accept-Encoding"
    assert not first.cookies
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

    sample["work"][0]["highlights"][0] = "Changed."
    publish(sample)
    changed = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_the_page_is_only_read(client):
    assert client.post("/").status_code == 405
    assert client.head("/").status_code == 200


@pytest.mark.parametrize("error", [OperationalError, ProgrammingError])
def test_a_page_that_can_not_be_read_is_a_503_and_is_there_once_it_was_read(
    client, sample, error
):
    def fail(*_):
        raise error

    publish(sample)
    with connection.execute_wrapper(fail):
        answer = client.get("/")
        assert (answer.status_code, answer["Retry-After"]) == (503, "30")
        assert "Please try again in a minute." in str(answer.content, "utf-8")
    before = page(client)
    with connection.execute_wrapper(fail):
        assert page(client) == before
