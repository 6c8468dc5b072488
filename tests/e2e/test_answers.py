"""Answers of the real server, as they arrive in a real browser."""

from playwright.sync_api import Page, expect

from tests.answering.job_ads import BACKEND
from tests.e2e.widget import Widget


def test_a_starter_prompt_is_answered(widget: Widget) -> None:
    widget.open()
    prompt = widget.starters.first.inner_text()
    widget.starters.first.click()

    expect(widget.questions).to_contain_text(prompt)
    widget.wait_for_answer()


def test_a_citation_leads_to_the_element_that_says_it_and_escape_back(
    page: Page, widget: Widget
) -> None:
    widget.ask("Where do they work now?")
    widget.wait_for_answer()
    citation = widget.citations.first
    quoted = citation.get_attribute("title") or ""

    citation.click()

    cited = page.locator(".is-cited")
    expect(cited).to_have_count(1)
    expect(cited).to_have_id(citation.get_attribute("data-cites") or "")
    expect(cited).to_be_in_viewport()
    expect(cited).to_be_focused()
    text = cited.inner_text()
    assert all(word in text for word in quoted.replace(",", "").split()), (quoted, text)
    expect(widget.panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(citation).to_be_focused()
    expect(cited).to_have_count(0, timeout=6000)


def test_a_finished_answer_is_announced_once_and_whole(
    page: Page, widget: Widget
) -> None:
    widget.open()
    page.evaluate(
        """() => {
          window.announced = [];
          const root = document.querySelector("chat-widget").shadowRoot;
          const region = root.querySelector("[role=status]");
          new MutationObserver(() => {
            if (region.textContent) window.announced.push(region.textContent);
          }).observe(region, { childList: true, characterData: true, subtree: true });
        }"""
    )

    widget.ask("Where do they work now?")
    widget.wait_for_answer()

    shown = widget.answers.locator(".prose").evaluate(
        """(answer) => {
          const copy = answer.cloneNode(true);
          for (const citation of copy.querySelectorAll(".cite")) citation.remove();
          return copy.textContent;
        }"""
    )
    announced = page.evaluate("announced")
    assert [text.replace("\n", "") for text in announced] == [shown.replace("\n", "")]
    live = "[aria-live], [role=status], [role=alert], [role=log]"
    assert page.locator("chat-widget").locator(live).count() == 1


def test_a_conversation_goes_on_after_a_reload(page: Page, widget: Widget) -> None:
    widget.ask("Where do they work now?")
    widget.wait_for_answer()
    answer = widget.answers.inner_text()

    page.reload()

    expect(widget.panel).to_be_visible()
    expect(widget.questions).to_contain_text("Where do they work now?")
    expect(widget.answers).to_have_text(answer, use_inner_text=True)
    expect(widget.citations.first).to_be_visible()
    expect(widget.failure).to_be_hidden()
    widget.ask("What did they study?")
    widget.wait_for_answer()
    expect(widget.answers).to_have_count(2)


def test_a_new_conversation_is_empty_and_stays_so(page: Page, widget: Widget) -> None:
    widget.ask("Where do they work now?")
    widget.wait_for_answer()

    page.get_by_role("button", name="New conversation").click()

    expect(widget.starters.first).to_be_visible()
    expect(widget.questions).to_have_count(0)
    expect(widget.field).to_be_focused()
    page.reload()
    expect(widget.starters.first).to_be_visible()
    expect(widget.questions).to_have_count(0)


def test_the_whole_visit_leaves_no_error_and_asks_no_third_party(
    page: Page, base_url: str
) -> None:
    errors: list[str] = []
    asked: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/")
    widget = Widget(page)

    widget.ask("Where do they work now?")
    widget.wait_for_answer()
    widget.citations.first.click()
    page.reload()
    expect(widget.answers).to_be_visible()

    assert errors == []
    assert [url for url in asked if not url.startswith(f"{base_url}/")] == []


def test_the_chat_loads_once_it_may_be_opened_in_five_files_and_sets_no_cookie(
    page: Page, base_url: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(base_url)))
    page.goto("/")
    page.wait_for_load_state("networkidle")
    before = sorted(url for url in asked if "chatkit" in url)
    with page.expect_response("**/panel/assistant.js"):
        Widget(page).launcher.hover()
    page.wait_for_load_state("networkidle")
    after = sorted(url for url in asked if "static/chatkit" in url)

    assert before == [
        "/api/chatkit/config",
        "/static/chatkit/launcher.css",
        "/static/chatkit/launcher.js",
    ]
    assert after == [
        "/static/chatkit/chat-widget-define.js",
        "/static/chatkit/launcher.css",
        "/static/chatkit/launcher.js",
        "/static/chatkit/panel.css",
        "/static/chatkit/panel/assistant.js",
    ]
    assert page.context.cookies() == []


def test_a_job_description_gets_a_card_whose_evidence_leads_to_the_page(
    page: Page, widget: Widget
) -> None:
    widget.ask(BACKEND)
    card = page.locator(".widget .card")
    expect(card).to_contain_text("Meets 8 of 11 requirements, 3 partly.")
    assert card.locator(".badge.success").count() == 8
    assert card.locator(".badge.warning").count() == 3

    card.get_by_role("link", name="“Swedish: Native speaker.”").click()

    expect(page.locator(".is-cited")).to_have_id("languages-swedish")
    expect(page.locator(".is-cited")).to_be_in_viewport()
    with page.expect_popup() as opened:
        card.get_by_role("link", name="Printable page").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Mara Lindqvist")
    opened.value.emulate_media(media="print")
    expect(opened.value.get_by_role("link", name="Go to the résumé")).to_be_hidden()
