"""The one table of settings: name, variable, type, default, bounds and help.

``Options`` is a typed dataclass; each field's metadata is its ``Option``. Whatever
needs the list (reading the environment, the docs and ``.env.example``, the widget's
public configuration) takes it from ``OPTIONS``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from chatkit import parsing
from chatkit.parsing import Parser


@dataclass(frozen=True, slots=True)
class Option:
    """How one setting is named, read and explained."""

    name: str
    variable: str
    aliases: tuple[str, ...]
    default: Any
    parse: Parser
    group: str
    help: str
    public: bool

    @property
    def default_text(self) -> str:
        """The default as one would write it in the environment."""
        if isinstance(self.default, bool):
            return str(self.default).lower()
        if isinstance(self.default, tuple):
            return "|".join(self.default)
        return str(self.default)

    def read(self, environment: Mapping[str, str]) -> tuple[str, str] | None:
        """The first variable that sets it and its text, or None."""
        for variable in (self.variable, *self.aliases):
            if text := environment.get(variable, "").strip():
                return variable, text
        return None


def option(  # noqa: PLR0913
    default: Any,
    variable: str,
    parse: Parser,
    group: str,
    help: str,  # noqa: A002
    *,
    aliases: tuple[str, ...] = (),
    public: bool = False,
) -> Any:
    """A dataclass field that carries its Option; Any, as dataclasses.field is."""
    metadata = {
        "variable": variable,
        "aliases": aliases,
        "parse": parse,
        "group": group,
        "help": help,
        "public": public,
    }
    return field(default=default, metadata=metadata)


VISITORS = "Visitors"
WIDGET = "Widget"


@dataclass(frozen=True)
class Options:
    """Every setting with its default."""

    session_cookie: str = option(
        "chatkit_session_id",
        "CHATKIT_SESSION_COOKIE",
        parsing.cookie_name,
        VISITORS,
        "Name of the cookie that holds a visitor's anonymous identity.",
    )
    launcher_label: str = option(
        "Ask the AI agent",
        "CHATKIT_LAUNCHER_LABEL",
        parsing.text,
        WIDGET,
        "The text on the button that opens the chat.",
        public=True,
    )
    greeting: str = option(
        "What would you like to know?",
        "CHATKIT_GREETING",
        parsing.text,
        WIDGET,
        "The line above the starter prompts in an empty chat.",
        public=True,
    )
    prompts: tuple[str, ...] = option(
        (
            "Where do they work now?",
            "What are their main skills?",
            "What did they study?",
            "How can I get in touch?",
        ),
        "CHATKIT_PROMPTS",
        parsing.bar_separated,
        WIDGET,
        "Starter prompts, separated by |.",
        public=True,
    )
    placeholder: str = option(
        "Ask about this résumé",
        "CHATKIT_PLACEHOLDER",
        parsing.text,
        WIDGET,
        "The hint in the empty message field.",
        public=True,
    )
    disclaimer: str = option(
        "Answers come from an automated assistant and quote this résumé.",
        "CHATKIT_DISCLAIMER",
        parsing.text,
        WIDGET,
        "The line under the message field that says who answers.",
        public=True,
    )


OPTIONS: tuple[Option, ...] = tuple(
    Option(name=f.name, default=f.default, **f.metadata) for f in fields(Options)
)

#: Every environment variable that sets an option.
VARIABLES: tuple[str, ...] = tuple(
    variable for o in OPTIONS for variable in (o.variable, *o.aliases)
)
