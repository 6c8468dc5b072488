"""What the page itself offers a reader: search, questions about an entry, its link."""

from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from resume.options import Theme
from tests.e2e.conftest import NewPage
from tests.e2e.test_accessibility import AXE, violations
from tests.e2e.themes import wear
from tests.e2e.widget import Widget

MARKED = "[...CSS.highlights.get('found-here')].map(String)"


def test_a_reader_searches_the_page_with_the_keyboard_alone(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox", name="Search this page")
    count = page.locator(".find output")

    field.press_sequentially("MALMO")
    expect(count).to_have_text("1/1")
    assert page.evaluate(MARKED) == ["Malmö"]

    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    field.fill("kafka")
    expect(count).to_have_text("1/3")
    field.press("Enter")
    expect(count).to_have_text("2/3")
    field.press("Shift+Enter")
    field.press("Shift+Enter")
    expect(count).to_have_text("3/3")

    field.fill("no such words")
    expect(count).to_have_text("0/0")
    field.press("Escape")
    expect(field).to_be_hidden()
    expect(page.get_by_role("button", name="Search this page")).to_be_focused()


def test_a_question_about_an_entry_begins_with_its_name(
    page: Page, widget: Widget
) -> None:
    entry = page.locator(".entry", has_text="Senior Backend Engineer")
    entry.get_by_role("button", name="Ask about this").first.click()

    beginning = "About “Senior Backend Engineer, Kattegat Ferries”: "
    expect(widget.field).to_have_value(beginning)
    expect(widget.field).to_be_focused()

    page.keyboard.type("when did she start?")
    page.get_by_role("button", name="Ferries: Led the rewrite").click()
    expect(widget.field).to_have_value(
        "About “Senior Backend Engineer, Kattegat Ferries: Led the rewrite of the booking"
        " engine from PHP to Django …”: when did she start?"
    )


def test_without_the_chat_nothing_offers_to_ask(page: Page) -> None:
    page.route("**/launcher*.js", lambda route: route.abort())
    page.goto("/")

    expect(page.get_by_role("button", name="Search this page")).to_be_visible()
    expect(page.get_by_role("button", name="Ask about this")).to_have_count(0)


def test_an_entrys_own_link_is_there_for_the_keyboard(page: Page) -> None:
    page.goto("/")
    link = page.get_by_role("link", name="Link to this entry: Staff Engineer")
    link.focus()

    assert link.evaluate("link => getComputedStyle(link.parentElement).opacity") == "1"
    link.press("Enter")
    assert page.url.endswith("#work-northwind-rail")


#: What has the focus; whether all of it is within the bar of sections that it may be in,
#: and nothing in front of its middle.
FOCUSED = """async () => {
  await new Promise(requestAnimationFrame);
  let element = document.activeElement;
  if (element === document.body) return null;
  const { x, y, width, height } = element.getBoundingClientRect();
  const bar = element.closest(".contents ul")?.getBoundingClientRect();
  const isCut = bar && (x < bar.x || x + width > bar.right);
  const front = document.elementFromPoint(x + width / 2, y + height / 2);
  element = element.shadowRoot?.activeElement ?? element;
  return [element.ariaLabel ?? element.textContent, !isCut && Boolean(
    front?.contains(element) || element.contains(front)
    || front === element.getRootNode().host)];
}"""


@pytest.mark.parametrize(("theme", "width"), [("classic", 640), ("compact", 1280)])
def test_the_keyboard_alone_reaches_all_in_view_also_at_200_percent(
    new_page: NewPage, theme: str, width: int
) -> None:
    size = {"width": width, "height": 360}
    page = new_page(viewport=size, reduced_motion="reduce")
    wear(page, theme)
    page.get_by_role("button", name="Ask about this").first.wait_for(state="attached")
    page.locator(".find button").wait_for()
    controls = page.locator("a:visible, button:visible").count()

    reached = []
    for key in ("Tab", "Shift+Tab"):
        page.keyboard.press(key)
        while focused := page.evaluate(FOCUSED):
            reached.append(focused)
            page.keyboard.press(key)

    assert len(reached) == 2 * controls
    assert [name for name, in_view in reached if not in_view] == []


def test_the_chat_has_the_accent_of_the_page(page: Page, widget: Widget) -> None:
    widget.open()

    accent = page.locator("#basics-email a").evaluate("a => getComputedStyle(a).color")
    expect(widget.launcher).to_have_css("background-color", accent)


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_page_prints_on_two_pages_without_what_is_only_for_a_screen(
    page: Page, paper: str
) -> None:
    page.goto("/")
    page.locator(".find button").wait_for()

    for theme in Theme.values:
        wear(page, theme)
        pages = PdfReader(BytesIO(page.pdf(format=paper))).pages
        text = "".join("".join(sheet.extract_text() for sheet in pages).split())
        assert len(pages) == (1 if theme == "compact" else 2), theme
        assert text.startswith("MaraLindqvist")
        assert "https://signalbox.example" in text
        assert "Ask" not in text
        assert "Search" not in text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page(new_page: NewPage, scheme: str) -> None:
    page = new_page(color_scheme=scheme, bypass_csp=True)
    page.add_script_tag(path=AXE)
    page.keyboard.press("/")
    page.keyboard.type("python")

    for theme in Theme.values:
        wear(page, theme)
        assert violations(page) == [], theme
