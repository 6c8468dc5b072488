"""An answer's text and citations in the page; the unit tests have the odd ones."""

from playwright.sync_api import Page, expect

from tests.e2e.widget import Widget, answered, entity, stored

HOSTILE = (
    "<img src=x onerror=\"document.title='owned'\">",
    "<script>document.title='owned'</script>",
    "[x](javascript:document.title='owned')",
)


def test_a_hostile_answer_is_shown_as_the_text_it_is(
    page: Page, widget: Widget
) -> None:
    title = page.title()
    widget.answer_with(*stored("Hello"), answered("\n\n".join(HOSTILE)))
    widget.ask("Hello")

    expect(widget.answers.locator(".prose p")).to_have_text(list(HOSTILE))
    assert widget.answers.locator("img, script, a").count() == 0
    assert page.title() == title


def test_each_text_has_the_direction_of_its_own(widget: Widget) -> None:
    hebrew = "שלום, היכן היא עובדת כעת?"
    answer = f"{hebrew}\n\nEnglish.\n\n- {hebrew}"
    widget.answer_with(*stored(hebrew), answered(answer))
    widget.open()
    widget.field.fill(hebrew)
    expect(widget.field).to_have_css("direction", "rtl")
    widget.field.press("Enter")

    expect(widget.questions).to_have_css("direction", "rtl")
    texts = widget.answers.locator(".prose > *")
    for at, direction in enumerate(("rtl", "ltr", "rtl")):
        expect(texts.nth(at)).to_have_css("direction", direction)


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
