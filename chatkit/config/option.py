"""What one setting is: how it is named, read, kept and explained."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from chatkit.config.parsers import Parser

ACRONYMS = {"cors": "CORS", "id": "ID", "mb": "MB", "url": "URL"}


class Group(StrEnum):
    """What an owner wants to do, as the admin's form and the docs are ordered."""

    SWITCH = "On or off"
    MODE = "Mode"
    UPLOADS = "Uploads"
    LIMITS = "Limits"
    BUDGETS = "Budgets"
    EMBEDDING = "Who may embed the chat"
    PRIVACY = "Privacy"
    WIDGET = "Widget"
    ANSWERS = "Answers"


@dataclass(frozen=True, slots=True)
class Option:
    """How one setting is named, read, kept and explained.

    ``choices`` are the words a choice takes, ``separator`` stands between the values
    of a list in the environment; ``public`` says that a browser may see
    the value; ``content`` that whoever edits the résumé may change it.
    """

    name: str
    type: Any
    default: Any
    variable: str
    parse: Parser
    group: Group
    help: str
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    separator: str = "|"
    public: bool = False
    content: bool = False

    @property
    def label(self) -> str:
        """The name in words, as the admin shows it."""
        words = [ACRONYMS.get(word, word) for word in self.name.split("_")]
        return words[0][0].upper() + " ".join(words)[1:]

    @property
    def default_text(self) -> str:
        """The default as one would write it in the environment."""
        return self.text(self.default)

    def text(self, value: Any) -> str:
        """A value as its parser would read it back."""
        if value is None:
            return ""
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, tuple):
            return self.separator.join(value)
        return str(value)

    def read(self, environment: Mapping[str, str]) -> tuple[str, str] | None:
        """The first variable that sets it and its text, or None."""
        for variable in (self.variable, *self.aliases):
            if text := environment.get(variable, "").strip():
                return variable, text
        return None


def option(default: Any, **metadata: Any) -> Any:
    """A dataclass field that carries its Option; typed Any, as dataclasses.field is."""
    return field(default=default, metadata=metadata)
