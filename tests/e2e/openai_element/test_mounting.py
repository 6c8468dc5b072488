"""OpenAI's element is mounted in our panel, told what is set, and kept in session."""

from playwright.sync_api import expect

from tests.e2e.openai_element.visit import OpenVisit
from tests.support.openai_stub import SECRET
from tests.support.server import Server


def test_nothing_of_a_third_party_is_asked_for_before_the_chat_is_opened(
    visit: OpenVisit, hosted: Server
) -> None:
    visitor = visit()
    visitor.page.wait_for_load_state("networkidle")
    assert all(url.startswith(hosted.url) for url in visitor.requests)

    visitor.widget.open()
    visitor.wait_until_ready()
    assert visitor.loads_of_the_script == 1


def test_the_element_is_mounted_in_the_panel_and_receives_a_secret(
    visit: OpenVisit,
) -> None:
    visitor = visit()
    visitor.widget.open()
    visitor.wait_until_ready()

    assert visitor.received("secrets") == [SECRET]
    assert visitor.page.evaluate("window.OPENAI_DOMAIN_KEY") == "domain_pk_test"
    expect(visitor.widget.panel).to_have_accessible_name("Ask the AI agent")
    expect(visitor.widget.field).to_have_count(0)
    panel = visitor.widget.panel.bounding_box()
    element = visitor.element.bounding_box()
    assert panel is not None
    assert element is not None
    assert visitor.element.locator("iframe").bounding_box() == element
    assert element["width"] > panel["width"] - 4
    assert element["height"] > panel["height"] - 80
    assert visitor.messages == []


def test_the_element_is_told_what_the_settings_say(visit: OpenVisit) -> None:
    visitor = visit(color_scheme="light")
    visitor.widget.open()
    visitor.wait_until_ready()

    api, onclick = "Object.keys(options[0].api)", "typeof options[0].entities.onClick"
    assert visitor.page.evaluate(f"(({{ options }}) => {api})(received)") == [
        "getClientSecret"
    ]
    assert visitor.page.evaluate(f"(({{ options }}) => {onclick})(received)") == (
        "function"
    )
    options = visitor.page.evaluate("JSON.parse(JSON.stringify(received.options[0]))")
    assert options == {
        "api": {},
        "locale": "en",
        "frameTitle": "Ask the AI agent",
        "initialThread": None,
        "theme": {
            "colorScheme": "light",
            "radius": "round",
            "color": {"accent": {"primary": "rgb(140, 47, 27)", "level": 1}},
        },
        "header": {"enabled": False},
        "history": {"enabled": True, "showDelete": True, "showRename": True},
        "startScreen": {
            "greeting": "What would you like to know?",
            "prompts": [
                {"label": prompt, "prompt": prompt}
                for prompt in (
                    "Where do they work now?",
                    "What are their main skills?",
                    "What did they study?",
                    "How can I get in touch?",
                )
            ],
        },
        "composer": {
            "placeholder": "Ask about this résumé",
            "attachments": {
                "enabled": True,
                "maxSize": 10 * 1024 * 1024,
                "maxCount": 5,
            },
        },
        "disclaimer": {
            "text": "Answers come from an automated assistant and quote this résumé."
        },
        "entities": {},
    }


def test_a_secret_that_runs_out_is_renewed(visit: OpenVisit) -> None:
    visitor = visit()
    visitor.widget.open()
    visitor.wait_until_ready()
    visitor.page.evaluate("received.renew()")

    assert visitor.requests[-1].endswith("/api/chatkit/refresh")
    assert visitor.received("secrets") == [SECRET, SECRET]
