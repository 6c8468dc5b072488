"""axe finds nothing in the widget: https://github.com/dequelabs/axe-core"""

from typing import Any

from playwright.sync_api import Page

from tests.e2e.protocol import Protocol
from tests.e2e.test_widgets import item
from tests.e2e.widget import Widget, answered, entity, stored
from tests.support.database import ROOT

AXE = ROOT / "tests" / "javascript" / "node_modules" / "axe-core" / "axe.min.js"
ANSWER = """### A heading

1. one
   - two

| a | b |
|---|---|
| 1 | 2 |

```
code
```

> said, https://example.org
"""


def violations(page: Page) -> list[str]:
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run(document, { resultTypes: ['violations'] })"
        ".then(({ violations }) => violations)"
    )
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]


def violations_in_light_and_dark(page: Page) -> list[str]:
    found = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found += violations(page)
    return found


def test_axe_finds_nothing_in_the_widget(
    page: Page, widget: Widget, protocol: Protocol
) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))  # which no policy blocks
    card = item({"type": "Title", "value": "A card"}, {"type": "Hologram"})
    cited = entity(5, "work", "Somewhere", "/#work")
    protocol.on("threads.create", [*stored("Hello"), card, answered(ANSWER, cited)])
    protocol.on(
        "threads.list", {"data": [{"id": "t", "title": "Now"}], "has_more": False}
    )
    widget.open()
    assert violations_in_light_and_dark(page) == []

    widget.ask("Hello")
    widget.wait_for_answer()
    assert violations_in_light_and_dark(page) == []

    page.get_by_role("button", name="History").click()
    page.get_by_role("button", name="Rename Now").click()
    assert violations_in_light_and_dark(page) == []
    selected = page.evaluate(
        "() => { const field = document.querySelector('chat-widget').shadowRoot"
        ".activeElement; return field.value.slice(field.selectionStart,"
        " field.selectionEnd); }"
    )
    assert selected == "Now"
