"""Light or dark: as chosen, or as the visitor's own colours."""

import pytest

from tests.e2e.openai_element.visit import OpenVisit
from tests.e2e.waiting import wait_until


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_the_theme_that_was_chosen_wins_over_the_visitors(
    visit: OpenVisit, chosen: str
) -> None:
    opposite = {"light": "dark", "dark": "light"}[chosen]
    visitor = visit(color_scheme=opposite)
    visitor.change(theme=chosen)
    visitor.widget.open()
    visitor.wait_until_ready()

    assert visitor.received("options[0].theme.colorScheme") == chosen


def test_the_element_follows_the_visitors_colours(visit: OpenVisit) -> None:
    visitor = visit(color_scheme="light")
    visitor.widget.open()
    visitor.wait_until_ready()
    visitor.page.emulate_media(color_scheme="dark")

    wait_until(visitor.page, "received.options.length === 2")
    assert visitor.received("options[1].theme.colorScheme") == "dark"


@pytest.mark.parametrize("chosen", ["auto", "light", "dark"])
def test_our_own_widget_has_the_theme_that_was_chosen(
    visit: OpenVisit, chosen: str
) -> None:
    visitor = visit(color_scheme="dark")
    visitor.change(widget="builtin", theme=chosen)
    visitor.widget.open()

    surface = "(panel) => getComputedStyle(panel).backgroundColor"
    assert visitor.widget.panel.evaluate(surface) == (
        "rgb(255, 255, 255)" if chosen == "light" else "rgb(23, 25, 30)"
    )
