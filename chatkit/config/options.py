"""The one table of settings: name, type, default, bounds and group.

What each is for is in options.toml.

The columns of the settings row, the admin's form, the environment variables, the docs,
the doctor and the widget's public configuration all follow from ``OPTIONS``. Bounds are
what OpenAI accepts:
https://platform.openai.com/docs/api-reference/chatkit/sessions/create
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import get_type_hints

from chatkit.config import value_types as types
from chatkit.config.option import Group, Option, Section

SWITCH = Section(Group.SWITCH, public=True)
MODE = Section(Group.MODE)
UPLOADS = Section(Group.UPLOADS, public=True)
LIMITS = Section(Group.LIMITS)
BUDGETS = Section(Group.BUDGETS)
EMBEDDING = Section(Group.EMBEDDING)
PRIVACY = Section(Group.PRIVACY)
WIDGET = Section(Group.WIDGET, public=True, content=True)
ANSWERS = Section(Group.ANSWERS)


@dataclass(frozen=True)
class Options:
    """Every setting with its default."""

    chat_enabled: bool = SWITCH.boolean(True, variable="CHATKIT_ENABLED")

    integration_type: str = MODE.choice("hosted", "custom", public=True)
    workflow_id: str = MODE.line("")
    domain_key: str = MODE.line(
        "",
        variable="OPENAI_DOMAIN_KEY",
        aliases=("VITE_CHATKIT_DOMAIN_KEY",),
        public=True,
    )
    custom_url: str = MODE.option("", types.WebAddress(), public=True)
    widget: str = MODE.choice("auto", "openai", "builtin", public=True)
    session_cookie: str = MODE.option("chatkit_session_id", types.CookieName())

    enable_uploads: bool = UPLOADS.boolean(True)
    max_files: int = UPLOADS.integer(5, minimum=1)
    max_file_size_mb: int = UPLOADS.integer(10, minimum=1, maximum=512)

    max_requests_per_minute: int = LIMITS.integer(10, minimum=1)
    max_requests_per_minute_per_address: int | None = LIMITS.integer(None, minimum=1)
    max_streams: int = LIMITS.integer(500, minimum=1, maximum=10_000)
    answer_seconds: int = LIMITS.integer(60, minimum=5, maximum=600)

    messages_per_day: int | None = BUDGETS.integer(1000)
    messages_per_day_per_visitor: int | None = BUDGETS.integer(100)
    tokens_per_day: int | None = BUDGETS.integer(None)
    tokens_per_day_per_visitor: int | None = BUDGETS.integer(None)
    budget_warning_percent: int = BUDGETS.integer(80, minimum=1, maximum=100)
    input_price: Decimal | None = BUDGETS.option(None, types.Price())
    output_price: Decimal | None = BUDGETS.option(None, types.Price())

    cors_origins: tuple[str, ...] = EMBEDDING.option(
        (), types.Origins(), variable="CHATKIT_CORS_ORIGIN"
    )

    retention_days: int | None = PRIVACY.integer(None, minimum=1)

    launcher_label: str = WIDGET.line("Ask the AI agent")
    greeting: str = WIDGET.line("What would you like to know?")
    prompts: tuple[str, ...] = WIDGET.option(
        (
            "Where do they work now?",
            "What are their main skills?",
            "What did they study?",
            "How can I get in touch?",
        ),
        types.Lines(),
    )
    placeholder: str = WIDGET.line("Ask about this résumé")
    disclaimer: str = WIDGET.line(
        "Answers come from an automated assistant and quote this résumé."
    )
    theme: str = WIDGET.choice("auto", "light", "dark")
    image_origins: tuple[str, ...] = WIDGET.option((), types.Origins(), content=False)

    model: str = ANSWERS.line("")
    model_api: str = ANSWERS.choice("auto", "responses", "chat_completions")
    pronoun: str = ANSWERS.choice(
        "automatic", "she", "he", "they", "name", content=True
    )
    second_opinion: bool = ANSWERS.boolean(False)
    instructions: str = ANSWERS.option("", types.Paragraphs(), content=True)


TEXTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _options() -> tuple[Option, ...]:
    types_by_name = get_type_hints(Options)
    return tuple(
        Option(
            name=f.name,
            type=types_by_name[f.name],
            default=f.default,
            help=TEXTS[f.name],
            **{"variable": f"CHATKIT_{f.name.upper()}", **f.metadata},
        )
        for f in fields(Options)
    )


OPTIONS = _options()
#: What the options of each group are for, by its name in small letters.
GROUPS: Mapping[str, str] = TEXTS["groups"]
BY_NAME: Mapping[str, Option] = {option.name: option for option in OPTIONS}
#: Every environment variable that sets an option.
VARIABLES = tuple(name for o in OPTIONS for name in (o.variable, *o.aliases))
