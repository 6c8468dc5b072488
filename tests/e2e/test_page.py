"""A résumé that is hard to lay out, and has signs that Markdown has.

Markdown of its own is shown as meant, see tests/resume/test_page.py.
"""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from resume.options import Theme
from tests.e2e.conftest import NewPage
from tests.e2e.themes import wear
from tests.e2e.widget import Widget
from tests.support.server import IN_MEMORY, UNLIMITED, Server, serve

LONG = "Rechtsschutzversicherungsgesellschaftenvertretungsberechtigungsnachweis"
WRITTEN = "Wrote parsers in C*, 2 ** 3 of them; [see] snake_case, a < b # 1~."
DOCUMENT = {
    "basics": {"name": LONG, "label": LONG, "email": f"{LONG}@example.org"},
    "work": [
        {"name": LONG, "position": LONG, "summary": LONG, "highlights": [f"A {LONG}"]},
        {"name": "Acme", "position": "Engineer", "summary": WRITTEN},
    ],
    "skills": [{"name": LONG, "level": LONG, "keywords": [LONG]}],
    "projects": [{"name": LONG, "keywords": [LONG], "roles": [LONG]}],
    "education": [{"institution": LONG, "courses": [LONG]}],
    "references": [{"name": LONG, "reference": LONG}],
}
#: https://www.w3.org/TR/WCAG22/#text-spacing
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
HIDDEN = """[...document.querySelectorAll("main *")].filter((element) =>
  getComputedStyle(element).overflow !== "visible"
  && element.scrollHeight > element.clientHeight + 1).map((e) => e.outerHTML)"""
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("page")
    resume = folder / "resume.json"
    resume.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    with serve(folder, resume=resume, command=IN_MEMORY, **UNLIMITED) as server:
        yield server


def test_nothing_is_wider_than_the_narrowest_phone_or_lost_when_spaced(
    new_page: NewPage, site: Server
) -> None:
    page = new_page(viewport={"width": 320, "height": 700}, bypass_csp=True)
    for theme in Theme.values:
        page.goto(site.url)
        wear(page, theme)
        assert page.evaluate(OVERFLOW) <= 0, theme
        page.add_style_tag(content=SPACED)
        assert page.evaluate(OVERFLOW) <= 0, theme
        assert page.evaluate(HIDDEN) == [], theme


def test_a_quotation_keeps_the_signs_of_the_resume(page: Page, site: Server) -> None:
    page.goto(site.url)
    widget = Widget(page)
    widget.ask("What did they do at Acme?")
    widget.wait_for_answer()

    expect(widget.answers.locator(".prose")).to_contain_text(WRITTEN)
    assert WRITTEN in widget.announcement.inner_text()
