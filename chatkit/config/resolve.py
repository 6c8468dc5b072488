"""Resolve every setting to one value and say where it came from. Pure.

Order: the admin, then the environment, then the default. Blank means "not set here",
so clearing a field in the admin falls back to the environment. A locked setting is
not taken from the admin.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from chatkit.config.option import Option
from chatkit.config.options import BY_NAME, OPTIONS, Options
from chatkit.config.parsers import Malformed

logger = logging.getLogger(__name__)

#: An address may ask this many times as often as one of the visitors behind it.
VISITORS_PER_ADDRESS = 6


class Source(StrEnum):
    """Where a value came from."""

    ADMIN = "admin"
    ENVIRONMENT = "environment"
    DEFAULT = "default"


@dataclass(frozen=True, repr=False)
class Config(Options):
    """The settings in effect; ``sources`` has each one's origin by name.

    Holds no secret, so it can be printed and logged.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)

    def __repr__(self) -> str:
        shown = (f"{o.name}={self.text(o)!r} ({self.source(o)})" for o in OPTIONS)
        return f"Config({', '.join(shown)})"

    def source(self, option: Option) -> Source:
        """Where the option's value came from."""
        return self.sources.get(option.name, Source.DEFAULT)

    def text(self, option: Option) -> str:
        """The option's value as one would write it in the environment."""
        return option.text(getattr(self, option.name))

    @cached_property
    def address_limit(self) -> int:
        """Requests per minute for one network address."""
        return (
            self.max_requests_per_minute_per_address
            or self.max_requests_per_minute * VISITORS_PER_ADDRESS
        )


def resolve(
    environment: Mapping[str, str],
    admin: Mapping[str, Any] | None = None,
    locked: Collection[str] = (),
) -> Config:
    """Resolve every option.

    ``environment`` has texts by variable, ``admin`` typed values by option name.

    Raises:
        ImproperlyConfigured: a variable can't be read; names it and what is expected.
    """
    values: dict[str, Any] = {}
    sources: dict[str, Source] = {}
    for option in OPTIONS:
        chosen = None if option.name in locked else _from_admin(option, admin or {})
        if chosen is not None:
            values[option.name], sources[option.name] = chosen, Source.ADMIN
        elif (found := option.read(environment)) is not None:
            values[option.name] = _from_environment(option, *found)
            sources[option.name] = Source.ENVIRONMENT
    return Config(**values, sources=MappingProxyType(sources))


def locks(names: Collection[str]) -> frozenset[str]:
    """The names in CHATKIT_LOCK. Raises ImproperlyConfigured for an unknown one."""
    if unknown := sorted(set(names) - set(BY_NAME)):
        raise ImproperlyConfigured(
            f"CHATKIT_LOCK names {', '.join(unknown)}; expected any of"
            f" {', '.join(BY_NAME)}."
        )
    return frozenset(names)


def _from_admin(option: Option, admin: Mapping[str, Any]) -> Any:
    """The stored value, or None where it is blank or was spoilt past the form."""
    text = option.text(admin.get(option.name)).strip()
    if not text:
        return None
    try:
        return option.parse(text)
    except Malformed as error:
        logger.warning(
            "The admin's %s is ignored; expected %s.", option.name, error.expected
        )
        return None


def _from_environment(option: Option, variable: str, text: str) -> Any:
    try:
        return option.parse(text)
    except Malformed as error:
        raise ImproperlyConfigured(
            f'{variable} is "{text}"; expected {error.expected}.'
        ) from None
