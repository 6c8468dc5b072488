"""What crawlers, messengers and browsers find: robots.txt, sitemap, head, icon."""

import re
import zlib
from html import unescape
from urllib.parse import parse_qs, urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest

from resume.models import SiteOptions
from resume.outputs.favicon import initials_of
from resume.versions.publishing import publish
from tests.resume.test_outputs import get

pytestmark = pytest.mark.django_db

SITE = "https://mara.example/cv"
TRAINS, ANSWERS, SEARCHES = "GPTBot", "Claude-User", "Googlebot"


@pytest.fixture
def published(sample):
    publish(sample)


def choose(**options: str) -> None:
    SiteOptions(pk=1, **options).save()


def xml(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 -- made here


@pytest.mark.parametrize(
    ("choice", "welcome", "signals"),
    [
        (
            "allow",
            [TRAINS, ANSWERS],
            "# Content-Signal: search=yes, ai-input=yes, ai-train=yes",
        ),
        (
            "search-only",
            [ANSWERS],
            "Content-Signal: search=yes, ai-input=yes, ai-train=no",
        ),
        ("refuse", [], "Content-Signal: search=yes, ai-input=no, ai-train=no"),
    ],
)
def test_the_owner_chooses_what_ai_may_do(client, published, choice, welcome, signals):
    choose(ai_crawlers=choice)
    text = get(client, "/robots.txt")
    rules = RobotFileParser()
    rules.parse(text.splitlines())

    assert f"\n{signals}\n" in text
    for agent in (TRAINS, ANSWERS):
        assert rules.can_fetch(agent, "/") is (agent in welcome)
    assert rules.can_fetch(SEARCHES, "/")
    assert not rules.can_fetch(SEARCHES, "/contact/email")


def test_whole_addresses_are_given_where_the_site_knows_its_own(client, published):
    choose(base_url=SITE)
    page = get(client, "/")

    assert f'<link rel="canonical" href="{SITE}/">' in page
    assert f'<meta property="og:url" content="{SITE}/">' in page
    assert f'<meta property="og:image" content="{SITE}/preview.png">' in page
    assert f'type="text/markdown" title="Markdown" href="{SITE}/resume.md">' in page
    assert f"Sitemap: {SITE}/sitemap.xml\n" in get(client, "/robots.txt")
    assert f"]({SITE}/#work-northwind-rail): March 2021" in get(client, "/llms.txt")
    assert "".join(xml(get(client, "/sitemap.xml")).itertext()).strip() == f"{SITE}/"


def test_none_is_invented_where_it_does_not(client, published):
    page = get(client, "/")

    assert "canonical" not in page
    assert "og:url" not in page
    assert "og:image" not in page
    assert "chatgpt.com" not in page
    assert "Sitemap" not in get(client, "/robots.txt")
    assert client.get("/sitemap.xml").status_code == 404
    assert "](/#work-northwind-rail)" in get(client, "/llms.txt")


def test_who_shares_the_link_shows_name_headline_and_summary(client, published):
    page = get(client, "/")
    found = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)"', page))

    assert found["type"] == "profile"
    assert found["title"] == "Mara Lindqvist · Staff Software Engineer"
    assert found["description"].startswith("I build the systems that tell trains")
    assert len(found["description"]) <= 155


def test_a_visitor_may_ask_an_assistant_of_their_own(client, published):
    choose(base_url=SITE)
    page = get(client, "/")
    links = re.findall(
        r'<a href="(https://(?:chatgpt|claude)[^"]*)" rel="([^"]*)"', page
    )

    assert [urlsplit(link).hostname for link, _ in links] == [
        "chatgpt.com",
        "claude.ai",
    ]
    for link, rel in links:
        assert parse_qs(urlsplit(unescape(link)).query) == {
            "q": [f"Read {SITE}/ and answer my questions about Mara Lindqvist."]
        }
        assert rel == "nofollow noopener noreferrer"

    choose(base_url=SITE, ai_crawlers="refuse")
    assert "chatgpt.com" not in get(client, "/")


def test_only_the_page_is_listed_by_search_engines(client, published):
    listed = {
        path: client.get(path).get("X-Robots-Tag", "")
        for path in ("/", "/resume.json", "/resume.md", "/llms.txt", "/robots.txt")
    }

    assert listed == {
        "/": "",
        "/resume.json": "noindex",
        "/resume.md": "noindex",
        "/llms.txt": "noindex",
        "/robots.txt": "",
    }


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Mara Lindqvist", "ML"),
        ("Zoë de la Müller-Ibáñez", "ZM"),
        ("ada", "A"),
        ("Ярослава Кольцова", "ЯК"),
        ("سلمى الخطيب", "س"),
        ("欧阳静文", "欧"),
        ("<b>&", "B"),
        ("  ", ""),
        ("42", ""),
    ],
)
def test_the_icon_has_the_initials(name, initials):
    assert initials_of(name) == initials


def test_the_icon_is_a_picture_in_the_accent_colour(client, published):
    choose(accent="#7a1f3d")

    icon = xml(get(client, "/favicon.svg"))

    assert [child.get("fill") for child in icon] == ["#7a1f3d", "#fff"]
    assert "".join(icon.itertext()) == "ML"
    assert '<link rel="icon" href="/favicon.svg">' in get(client, "/")


def test_a_browser_that_asks_for_an_ico_gets_a_picture(client, published):
    choose(accent="#7a1f3d")

    icon = client.get("/favicon.ico")

    assert icon["Content-Type"] == "image/png"
    assert icon.content.startswith(b"\x89PNG\r\n\x1a\n")
    length, start = (icon.content.index(b"IDAT") + shift for shift in (-4, 4))
    size = int.from_bytes(icon.content[length : length + 4])
    rows = zlib.decompress(icon.content[start : start + size])
    assert rows == (b"\0" + b"\x7a\x1f\x3d" * 32) * 32
