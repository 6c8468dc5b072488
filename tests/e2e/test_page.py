"""The page of a résumé that is hard to lay out."""

import json
from pathlib import Path

from resume.options import Theme
from tests.e2e.conftest import NewPage
from tests.e2e.themes import wear
from tests.support.server import IN_MEMORY, serve

LONG = "Rechtsschutzversicherungsgesellschaftenvertretungsberechtigungsnachweis"
DOCUMENT = {
    "basics": {"name": LONG, "label": LONG, "email": f"{LONG}@example.org"},
    "work": [
        {"name": LONG, "position": LONG, "summary": LONG, "highlights": [f"A {LONG}"]}
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


def test_nothing_is_wider_than_the_narrowest_phone_or_lost_when_spaced(
    new_page: NewPage, tmp_path: Path
) -> None:
    resume = tmp_path / "long.json"
    resume.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    with serve(tmp_path, resume=resume, command=IN_MEMORY) as server:
        page = new_page(viewport={"width": 320, "height": 700})
        for theme in Theme.values:
            page.goto(server.url)
            wear(page, theme)
            assert page.evaluate(OVERFLOW) <= 0, theme
            page.add_style_tag(content=SPACED)
            assert page.evaluate(OVERFLOW) <= 0, theme
            assert page.evaluate(HIDDEN) == [], theme
