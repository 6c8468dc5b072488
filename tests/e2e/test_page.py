"""The page of a résumé that is hard to lay out."""

import json
from pathlib import Path

from tests.e2e.conftest import NewPage
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


def test_nothing_is_wider_than_the_narrowest_phone(
    new_page: NewPage, tmp_path: Path
) -> None:
    resume = tmp_path / "long.json"
    resume.write_text(json.dumps(DOCUMENT), encoding="utf-8")
    with serve(tmp_path, resume=resume, command=IN_MEMORY) as server:
        page = new_page(viewport={"width": 320, "height": 700})
        page.goto(server.url)

        overflow = "document.documentElement.scrollWidth - innerWidth"
        assert page.evaluate(overflow) <= 0
