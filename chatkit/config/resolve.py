"""Resolve every setting to one value and say where it came from. Pure.

Order: the admin, unless the setting is locked, then the environment, then the default.
Blank means "not set here": clearing a field in the admin uses the environment again.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from chatkit.answering.owner.words import NOTHING, OwnWords
from chatkit.config.option import Option
from chatkit.config.options import BY_NAME, OPTIONS, Options
from chatkit.config.value_types import Malformed

logger = logging.getLogger(__name__)

#: The limit of an address by default: that of this many visitors.
VISITORS_PER_ADDRESS = 6


class Source(StrEnum):
    ADMIN = "admin"
    ENVIRONMENT = "environment"
    DEFAULT = "default"


@dataclass(frozen=True, repr=False)
class Config(Options):
    """The settings in effect, with the source of each by name. Holds no secret.

    ``own_words`` are the owner's answers and policies.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    own_words: OwnWords = NOTHING

    def __repr__(self) -> str:
        shown = (f"{o.name}={self.text(o)!r} ({self.source(o)})" for o in OPTIONS)
        return f"Config({', '.join(shown)})"

    def source(self, option: Option) -> Source:
        return self.sources.get(option.name, Source.DEFAULT)

    def text(self, option: Option) -> str:
        return option.text(getattr(self, option.name))

    @cached_property
    def address_limit(self) -> int:
        return (
            self.max_requests_per_minute_per_address
            or self.max_requests_per_minute * VISITORS_PER_ADDRESS
        )


def resolve(
    environment: Mapping[str, str],
    admin: Mapping[str, Any] = MappingProxyType({}),
    locked: Collection[str] = (),
) -> Config:
    """``environment`` has texts by variable, ``admin`` stored values by option name.

    Raises ImproperlyConfigured for a malformed variable; the message names it.
    """
    values: dict[str, Any] = {}
    sources: dict[str, Source] = {}
    for option in OPTIONS:
        name = option.name
        stored = None if name in locked else _from_admin(option, admin.get(name))
        if stored is not None:
            values[name], sources[name] = stored, Source.ADMIN
        elif found := option.read(environment):
            variable, text = found
            values[name] = option.value_type.read({variable: text}, variable)
            sources[name] = Source.ENVIRONMENT
    return Config(**values, sources=MappingProxyType(sources))


def locks(names: Collection[str]) -> frozenset[str]:
    """The names in CHATKIT_LOCK. Raises ImproperlyConfigured for an unknown one."""
    if not set(names) <= set(BY_NAME):
        raise ImproperlyConfigured(
            Malformed(f"any of {', '.join(BY_NAME)}").about("CHATKIT_LOCK")
        )
    return frozenset(names)


def _from_admin(option: Option, value: Any) -> Any:
    """The stored value, or None where it is blank or not one the form accepts."""
    if value is None or value == () or isinstance(value, str) and not value.strip():
        return None
    try:
        return option.value_type.check(value)
    except Malformed as error:
        logger.warning(
            "Ignoring the admin's %s; expected %s.", option.name, error.expected
        )
        return None
