"""The result of one check: a title, why it matters, and what to do."""

from dataclasses import dataclass
from typing import Literal

from django.conf import settings

from chatkit.config.options import BY_NAME
from chatkit.config.resolve import Config, Source

Level = Literal["ok", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Finding:
    """With an ``error`` visitors don't get what is configured.

    Holds no secrets, and of upstream responses only the request id.
    """

    id: str
    level: Level
    title: str
    detail: str = ""
    remedy: str = ""
    label: str = ""
    value: str = ""


def type_in(config: Config, name: str, value: str) -> str:
    option = BY_NAME[name]
    if config.source(option) is Source.ADMIN:
        return f'set "{option.label}" to {value} in the admin\'s chat settings'
    variable, _ = option.read(settings.CHATKIT_ENVIRONMENT) or (option.variable, "")
    return f"put {variable}={value} into .env and restart"


def sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:].removesuffix('.')}."
