"""Our widget with slow answers and workers that go away, nothing in between replaced."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.widget import Widget
from tests.support.server import SLOW, UNLIMITED, Server, serve

LONG = 40_000  # milliseconds: a lease, a poll, and a slow machine
# Notes each length that the shown answer has had.
WATCH_THE_ANSWER = """
() => {
  window.lengths = new Set();
  const root = document.querySelector("chat-widget").shadowRoot;
  new MutationObserver(() => {
    const answer = root.querySelector(".answer .prose");
    if (answer) window.lengths.add(answer.textContent.length);
  }).observe(root, { childList: true, characterData: true, subtree: true });
}
"""


@pytest.fixture(scope="module")
def slow_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Its answers last as long as the question says."""
    folder = tmp_path_factory.mktemp("recovery")
    with serve(
        folder,
        command=SLOW,
        CHATKIT_INTEGRATION_TYPE="custom",
        WEB_CONCURRENCY="1",
        **UNLIMITED,
    ) as server:
        yield server


@pytest.fixture
def widget(page: Page, slow_server: Server) -> Widget:
    page.goto(slow_server.url)
    return Widget(page)


def test_an_answer_is_shown_while_it_arrives(page: Page, widget: Widget) -> None:
    widget.open()
    page.evaluate(WATCH_THE_ANSWER)
    widget.ask("1 seconds")
    widget.wait_for_answer()

    lengths = page.evaluate("[...lengths]")
    assert len(lengths) >= 3, "the text was not shown as it arrived"
    assert lengths == sorted(lengths)


def test_a_reload_in_the_middle_of_an_answer_loses_nothing_of_it(
    page: Page, widget: Widget, tmp_path: Path
) -> None:
    question = f"until {tmp_path / 'reloaded'}"
    widget.ask(question)
    expect(widget.answers).to_contain_text("word word", timeout=LONG)

    page.reload()
    expect(widget.questions).to_have_text(f"You: {question}")
    (tmp_path / "reloaded").touch()

    expect(widget.answers).to_contain_text("word end", timeout=LONG)
    expect(widget.answers).to_have_count(1)
    expect(widget.failure).to_be_hidden()
    expect(widget.send).to_be_visible()


def test_a_stopped_answer_is_kept_as_far_as_it_came(page: Page, widget: Widget) -> None:
    widget.ask("60 seconds")
    expect(widget.answers).to_contain_text("word9 ", timeout=LONG)
    widget.stop.click()
    expect(widget.failure).to_be_visible()

    page.reload()

    expect(widget.answers).to_contain_text("word9 ", timeout=LONG)
    expect(widget.failure).to_contain_text("cut short")
    widget.ask("0.1 seconds")
    expect(widget.answers.last).to_contain_text("end", timeout=LONG)


def test_the_widget_recovers_by_itself_when_the_workers_are_killed(
    widget: Widget, slow_server: Server, tmp_path: Path
) -> None:
    widget.ask(f"until {tmp_path / 'never'}")
    expect(widget.answers).to_contain_text("word word word", timeout=LONG)

    for worker in slow_server.workers():
        os.kill(worker, signal.SIGKILL)

    expect(widget.failure).to_contain_text("cut short", timeout=LONG)
    expect(widget.answers).to_contain_text("word")
    (tmp_path / "never").touch()
    widget.retry.click()
    expect(widget.answers).to_contain_text("end", timeout=LONG)
    expect(widget.answers).to_have_count(1)
    expect(widget.failure).to_be_hidden()
