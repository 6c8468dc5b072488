"""What visitors read before they have asked anything."""

from dataclasses import dataclass

from chatkit.config import parsers
from chatkit.config.option import Group, option

THEMES = ("auto", "light", "dark")


@dataclass(frozen=True)
class Appearance:
    """The texts and colours of the widget."""

    launcher_label: str = option(
        "Ask the AI agent",
        variable="CHATKIT_LAUNCHER_LABEL",
        parse=parsers.text,
        group=Group.WIDGET,
        help="The text on the button that opens the chat.",
        public=True,
        content=True,
    )
    greeting: str = option(
        "What would you like to know?",
        variable="CHATKIT_GREETING",
        parse=parsers.text,
        group=Group.WIDGET,
        help="The line above the starter prompts in an empty chat.",
        public=True,
        content=True,
    )
    prompts: tuple[str, ...] = option(
        (
            "Where do they work now?",
            "What are their main skills?",
            "What did they study?",
            "How can I get in touch?",
        ),
        variable="CHATKIT_PROMPTS",
        parse=parsers.listed,
        group=Group.WIDGET,
        help="Starter prompts, separated by | or on lines of their own.",
        public=True,
        content=True,
    )
    placeholder: str = option(
        "Ask about this résumé",
        variable="CHATKIT_PLACEHOLDER",
        parse=parsers.text,
        group=Group.WIDGET,
        help="The hint in the empty message field.",
        public=True,
        content=True,
    )
    disclaimer: str = option(
        "Answers come from an automated assistant and quote this résumé.",
        variable="CHATKIT_DISCLAIMER",
        parse=parsers.text,
        group=Group.WIDGET,
        help="The line under the message field that says who answers.",
        public=True,
        content=True,
    )
    theme: str = option(
        "auto",
        variable="CHATKIT_THEME",
        parse=parsers.choice(THEMES),
        choices=THEMES,
        group=Group.WIDGET,
        help="Colours of the chat: auto (the visitor's own), light or dark.",
        public=True,
        content=True,
    )
