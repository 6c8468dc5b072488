"""What the chat makes of an answer's text and citations, odd and hostile ones too."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.widget import Widget, answered, entity, stored


@pytest.mark.parametrize(
    "hostile",
    [
        "<img src=x onerror=\"document.title='owned'\">",
        "<script>document.title='owned'</script>",
        "[x](javascript:document.title='owned')",
        "[x](data:text/html,owned)",
        "[x](JaVaScRiPt:alert(1))",
    ],
)
def test_a_hostile_answer_is_shown_as_the_text_it_is(
    page: Page, widget: Widget, hostile: str
) -> None:
    title = page.title()
    widget.answer_with(*stored("Hello"), answered(hostile))
    widget.ask("Hello")

    expect(widget.answers.locator(".prose")).to_have_text(hostile)
    assert widget.answers.locator("img, script, a").count() == 0
    assert page.title() == title


def test_a_citation_leads_nowhere_dangerous(widget: Widget) -> None:
    annotation = entity(5, "elsewhere", "Elsewhere", "javascript:alert(1)")
    widget.answer_with(*stored("Hello"), answered("Said.", annotation))
    widget.ask("Hello")

    expect(widget.citations).to_have_attribute("href", "#")


def test_a_citation_of_another_page_is_a_link_to_it(widget: Widget) -> None:
    annotation = entity(5, "not-here", "A story", "/stories/one/#not-here")
    widget.answer_with(*stored("Hello"), answered("Said.", annotation))
    widget.ask("Hello")

    expect(widget.citations).to_have_attribute("href", "/stories/one/#not-here")
    expect(widget.citations).to_have_accessible_name("Source 1: A story")


def test_citations_are_numbered_where_the_text_names_them(widget: Widget) -> None:
    text = "Zürich 🚆 first. Second, **bold.**"
    first = text.index("first.") + len("first.") + 1  # the train counts as two
    annotations = [
        entity(first, "a", "A", "/#a"),
        entity(first, "b", "B", "/#b"),
        entity(len(text) + 1, "a", "A", "/#a"),
    ]
    widget.answer_with(*stored("Hello"), answered(text, *annotations))
    widget.ask("Hello")

    expect(widget.answers.locator(".prose")).to_have_text(
        "Zürich 🚆 first.12 Second, bold.1"
    )
    expect(widget.answers.locator(".source")).to_have_text(["1A", "2B"])


def test_markdown_becomes_elements(widget: Widget) -> None:
    text = (
        "One **bold** and *soft* `code` word, 2 * 3 * 4.\n\n- first\n- second\n\n"
        "1. one\n2. two\n\nSee [here](https://example.org/a_b), https://example.org/c."
        " or a.b@example.org"
    )
    widget.answer_with(*stored("Hello"), answered(text))
    widget.ask("Hello")

    expect(widget.answers).to_be_visible()
    html = widget.answers.locator(".prose").inner_html()
    away = 'target="_blank" rel="noopener noreferrer"'
    assert html == (
        "<p>One <strong>bold</strong> and <em>soft</em> <code>code</code> word,"
        " 2 * 3 * 4.</p><ul><li>first</li><li>second</li></ul>"
        "<ol><li>one</li><li>two</li></ol>"
        f'<p>See <a href="https://example.org/a_b" {away}>here</a>,'
        f' <a href="https://example.org/c" {away}>https://example.org/c</a>.'
        ' or <a href="mailto:a.b@example.org">a.b@example.org</a></p>'
    )


def test_events_and_updates_of_the_future_are_ignored(widget: Widget) -> None:
    update = {"type": "assistant_message.sung", "content_index": 3, "tune": "la"}
    widget.answer_with(
        *stored("Hello"),
        {"type": "thread.item.sparkled", "item_id": "msg_2"},
        {"type": "thread.item.updated", "item_id": "unknown", "update": update},
        {"type": "thread.item.done", "item": {"id": "w", "type": "hologram"}},
        answered("Still here."),
    )
    widget.ask("Hello")

    expect(widget.answers).to_have_count(1)
    expect(widget.answers).to_contain_text("Still here.")
    expect(widget.failure).to_be_hidden()
