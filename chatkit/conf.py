"""Resolve every setting to one value and say where it came from.

Order: the environment, then the default; blank means "not set". Nothing else in
this package reads the environment that the site hands over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from chatkit.options import OPTIONS, Options
from chatkit.parsing import Malformed


class Source(StrEnum):
    """Where a value came from."""

    ENVIRONMENT = "environment"
    DEFAULT = "default"


@dataclass(frozen=True)
class Config(Options):
    """The settings in effect; ``sources`` has each one's origin by name."""

    sources: Mapping[str, Source] = field(default_factory=dict)


def build(environment: Mapping[str, str]) -> Config:
    """Resolve every option.

    Raises:
        ImproperlyConfigured: a variable can't be read; names it and what is expected.
    """
    values: dict[str, Any] = {}
    sources = {}
    for option in OPTIONS:
        sources[option.name] = Source.DEFAULT
        if found := option.read(environment):
            variable, text = found
            try:
                values[option.name] = option.parse(text)
            except Malformed as error:
                raise ImproperlyConfigured(
                    f'{variable} is "{text}"; expected {error.expected}.'
                ) from None
            sources[option.name] = Source.ENVIRONMENT
    return Config(**values, sources=MappingProxyType(sources))


@cache
def current() -> Config:
    """The settings in effect in this process. Read once per request, passed down."""
    return build(settings.CHATKIT_ENVIRONMENT)
