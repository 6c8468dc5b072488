"""What one setting is, and how ``options.py`` declares it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from chatkit.config import value_types as types

ACRONYMS = {"cors": "CORS", "id": "ID", "mb": "MB", "url": "URL"}


class Group(StrEnum):
    """Sections of the settings page and of .env.example, in order."""

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
    """``public``: browsers may see the value; ``content``: a résumé owner may change it.

    ``type`` is the annotation of the field in ``Options``.
    """

    name: str
    type: Any
    default: Any
    value_type: types.ValueType
    group: Group
    help: str
    variable: str
    aliases: tuple[str, ...] = ()
    public: bool = False
    content: bool = False

    @property
    def label(self) -> str:
        words = [ACRONYMS.get(word, word) for word in self.name.split("_")]
        return words[0][0].upper() + " ".join(words)[1:]

    @property
    def choices(self) -> tuple[str, ...]:
        return getattr(self.value_type, "choices", ())

    @property
    def separator(self) -> str:
        return "," if isinstance(self.value_type, types.Origins) else "|"

    def text(self, value: Any) -> str:
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


class Section:
    """Declares the options of one group as fields of a dataclass.

    ``shared`` is given to each of them. The methods return Any, as ``dataclasses.field``
    does for type checkers; a choice's default is the first of its ``choices``.
    """

    def __init__(self, group: Group, **shared: Any) -> None:
        self._shared = {"group": group, **shared}

    def option(self, default: Any, value_type: types.ValueType, **more: Any) -> Any:
        own = {"value_type": value_type, **more}
        return field(default=default, metadata={**self._shared, **own})

    def line(self, default: str, **more: Any) -> Any:
        return self.option(default, types.Line(), **more)

    def boolean(self, default: bool, **more: Any) -> Any:
        return self.option(default, types.Boolean(), **more)

    def choice(self, *choices: str, **more: Any) -> Any:
        return self.option(choices[0], types.Choice(choices), **more)

    def integer(self, default: int | None, **bounds: int) -> Any:
        return self.option(default, types.Integer(**bounds))
