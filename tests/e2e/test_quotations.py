"""What the résumé says is shown as it was written, whatever signs it has.

Markdown of its own is shown as meant, see tests/resume/test_page.py.
"""

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.widget import Widget
from tests.support.server import UNLIMITED, serve

WRITTEN = "Wrote parsers in C*, 2 ** 3 of them; [see] snake_case, a < b # 1~."


def test_a_quotation_keeps_the_signs_of_the_resume(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "resume.json"
    work = {"name": "Acme", "position": "Engineer", "summary": WRITTEN}
    path.write_text(json.dumps({"basics": {"name": "Ann"}, "work": [work]}))
    with serve(tmp_path, resume=path, **UNLIMITED) as server:
        page.goto(server.url)
        widget = Widget(page)
        widget.ask("What did they do at Acme?")
        widget.wait_for_answer()

        expect(widget.answers.locator(".prose")).to_contain_text(WRITTEN)
        assert WRITTEN in widget.announcement.inner_text()
