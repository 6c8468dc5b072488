"""The one table of settings: name, variable, type, default, bounds and help.

``Options`` is a typed dataclass, and each field's metadata makes its ``Option``. The
settings row, the admin's form, the environment, the docs, the doctor and the widget's
public configuration all follow from ``OPTIONS``. Bounds are what OpenAI accepts:
https://platform.openai.com/docs/api-reference/chatkit/sessions/create
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import get_type_hints

from chatkit.config.option import Option
from chatkit.config.options.answers import Answers
from chatkit.config.options.appearance import Appearance
from chatkit.config.options.bounds import Bounds
from chatkit.config.options.mode import Mode


@dataclass(frozen=True)
class Options(Answers, Appearance, Bounds, Mode):
    """Every setting with its default; the fields of the last base come first."""


OPTIONS: tuple[Option, ...] = tuple(
    Option(
        name=f.name,
        type=get_type_hints(Options)[f.name],
        default=f.default,
        **f.metadata,
    )
    for f in fields(Options)
)
BY_NAME: Mapping[str, Option] = {option.name: option for option in OPTIONS}

#: Every environment variable that sets an option.
VARIABLES: tuple[str, ...] = tuple(
    variable for o in OPTIONS for variable in (o.variable, *o.aliases)
)
