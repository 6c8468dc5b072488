"""After OpenAI's element failed: who learns of it, who stays with our own, where the focus is."""

import time

from playwright.sync_api import expect

from tests.e2e.openai_element.visit import LIMIT, SWITCHED, OpenVisit, Visit
from tests.support.server import Server


def test_the_owner_learns_of_it(visit: OpenVisit, hosted: Server) -> None:
    visitor = visit("removed")
    visitor.widget.open()
    visitor.expect_our_own_to_answer()

    code = (
        "from chatkit.widget.client_errors import recent; print(*recent(), sep='\\n')"
    )
    deadline = time.monotonic() + 10
    while "vanished" not in (known := hosted.manage("shell", "-v0", "-c", code)):
        assert time.monotonic() < deadline, known
    assert "host='127.0.0.1'" in known


def test_after_a_failure_this_visit_stays_with_our_own_and_the_next_tries_again(
    visit: OpenVisit,
) -> None:
    visitor = visit("removed")
    visitor.widget.open()
    visitor.expect_our_own_to_answer()
    visitor.page.reload()
    expect(visitor.widget.answers).to_have_count(1)
    expect(visitor.page.get_by_text(SWITCHED)).to_have_count(0)
    assert visitor.loads_of_the_script == 1

    later = Visit(visitor.page.context.new_page(), visitor.page.url)
    later.widget.open()
    later.wait_until_ready()


def test_who_reads_the_page_meanwhile_keeps_the_focus_there(visit: OpenVisit) -> None:
    visitor = visit("removed")
    visitor.widget.open()
    visitor.wait_until_ready()
    link = visitor.page.locator("main a, header a").first
    link.focus()

    expect(visitor.widget.field).to_be_visible(timeout=LIMIT)
    expect(link).to_be_focused()


def test_who_waits_in_the_panel_finds_the_focus_in_the_message_field(
    visit: OpenVisit,
) -> None:
    visitor = visit("removed")
    visitor.widget.open()

    expect(visitor.widget.field).to_be_focused(timeout=LIMIT)
