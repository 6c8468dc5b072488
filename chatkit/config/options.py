"""The one table of settings: name, type, default, bounds, group and help.

The columns of the settings row, the admin's form, the environment variables, the docs,
the doctor and the widget's public configuration all follow from ``OPTIONS``. Bounds are
what OpenAI accepts:
https://platform.openai.com/docs/api-reference/chatkit/sessions/create
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
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

    chat_enabled: bool = SWITCH.boolean(
        True,
        "Whether visitors may chat. Turning it off stops the chat at once; the page stays.",
        variable="CHATKIT_ENABLED",
    )

    integration_type: str = MODE.choice(
        ("hosted", "custom"),
        "Who answers: hosted (OpenAI's ChatKit) or custom (this site).",
        public=True,
    )
    workflow_id: str = MODE.line(
        "", "The Agent Builder workflow that hosted mode runs: wf_..."
    )
    domain_key: str = MODE.line(
        "",
        "Proves to OpenAI that you own the domain. The page shows it.",
        variable="OPENAI_DOMAIN_KEY",
        aliases=("VITE_CHATKIT_DOMAIN_KEY",),
        public=True,
    )
    custom_url: str = MODE.option(
        "",
        types.WebAddress(),
        "A ChatKit server elsewhere for custom mode. Empty means this site's own.",
        public=True,
    )
    widget: str = MODE.choice(
        ("auto", "openai", "builtin"),
        "auto (OpenAI's in hosted mode, falling back to ours), openai or builtin.",
        public=True,
    )
    session_cookie: str = MODE.option(
        "chatkit_session_id",
        types.CookieName(),
        "Name of the cookie that holds a visitor's anonymous identity; with HTTPS it is"
        " prefixed with __Host-.",
    )

    enable_uploads: bool = UPLOADS.boolean(
        True, "Whether visitors may attach files, such as a job description."
    )
    max_files: int = UPLOADS.integer(
        5, "Files one visitor may attach, at least 1.", minimum=1
    )
    max_file_size_mb: int = UPLOADS.integer(
        10, "Size of one file in MB, 1 to 512.", minimum=1, maximum=512
    )

    max_requests_per_minute: int = LIMITS.integer(
        10,
        "Questions and sessions one visitor may request per minute, at least 1.",
        minimum=1,
    )
    max_requests_per_minute_per_address: int | None = LIMITS.integer(
        None,
        "The same for one network address. Empty means six times the visitor's.",
        minimum=1,
    )
    max_streams: int = LIMITS.integer(
        500,
        "Answers one process streams at once, 1 to 10000. Others are asked to wait.",
        minimum=1,
        maximum=10_000,
    )
    answer_seconds: int = LIMITS.integer(
        60,
        "Seconds one answer may take, 5 to 600. After that the partial answer is stored.",
        minimum=5,
        maximum=600,
    )

    messages_per_day: int | None = BUDGETS.integer(
        1000,
        "Questions per day the model answers for all visitors; after that the embedded"
        " answerer takes over.",
    )
    messages_per_day_per_visitor: int | None = BUDGETS.integer(
        100, "The same for one visitor."
    )
    tokens_per_day: int | None = BUDGETS.integer(
        None,
        "Tokens per day the model may read and write for all visitors. Empty means no"
        " limit.",
    )
    tokens_per_day_per_visitor: int | None = BUDGETS.integer(
        None, "The same for one visitor. Empty means no limit."
    )
    budget_warning_percent: int = BUDGETS.integer(
        80,
        "Warn you when this percentage of a daily budget is used, 1 to 100.",
        minimum=1,
        maximum=100,
    )
    input_price: Decimal | None = BUDGETS.option(
        None, types.Price(), "Price of a million input tokens, for the cost estimates."
    )
    output_price: Decimal | None = BUDGETS.option(
        None, types.Price(), "Price of a million output tokens."
    )

    cors_origins: tuple[str, ...] = EMBEDDING.option(
        (),
        types.Origins(),
        "Other sites that may use the chat, as scheme://host[:port] separated by commas."
        " Empty means this site only; * means any site, without cookies.",
        variable="CHATKIT_CORS_ORIGIN",
    )

    retention_days: int | None = PRIVACY.integer(
        None,
        "Days after its last question that a conversation is deleted. Empty keeps it.",
        minimum=1,
    )

    launcher_label: str = WIDGET.line(
        "Ask the AI agent", "The text on the button that opens the chat."
    )
    greeting: str = WIDGET.line(
        "What would you like to know?",
        "The line above the starter prompts in an empty chat.",
    )
    prompts: tuple[str, ...] = WIDGET.option(
        (
            "Where do they work now?",
            "What are their main skills?",
            "What did they study?",
            "How can I get in touch?",
        ),
        types.Lines(),
        "Starter prompts, separated by | or line breaks.",
    )
    placeholder: str = WIDGET.line(
        "Ask about this résumé", "The hint in the empty message field."
    )
    disclaimer: str = WIDGET.line(
        "Answers come from an automated assistant and quote this résumé.",
        "The line under the message field that says who answers.",
    )
    theme: str = WIDGET.choice(
        ("auto", "light", "dark"),
        "Colours of the chat: auto (the visitor's preference), light or dark.",
    )
    image_origins: tuple[str, ...] = WIDGET.option(
        (),
        types.Origins(),
        "Other sites that images in answers may come from, as scheme://host[:port]"
        " separated by commas. Empty means this site and its chat server; * means any.",
        content=False,
    )

    model: str = ANSWERS.line(
        "", "The model that answers in custom mode. Empty means the embedded answerer."
    )
    model_api: str = ANSWERS.choice(
        ("auto", "responses", "chat_completions"),
        "The model's API: responses, chat_completions, or auto (responses at OpenAI,"
        " chat_completions elsewhere).",
    )
    pronoun: str = ANSWERS.choice(
        ("automatic", "she", "he", "they", "name"),
        "How answers speak of you: she, he, they, or name (never a pronoun)."
        " automatic leaves it to whoever answers.",
        content=True,
    )
    second_opinion: bool = ANSWERS.boolean(
        False,
        "Whether the model is asked once more about sentences that the claim guard can't"
        " decide. It has to quote the résumé for each; such a turn costs more.",
    )
    instructions: str = ANSWERS.option(
        "",
        types.Paragraphs(),
        "Instructions for the model about tone and style, in your own words.",
        content=True,
    )


def _options() -> tuple[Option, ...]:
    types_by_name = get_type_hints(Options)
    return tuple(
        Option(
            name=f.name,
            type=types_by_name[f.name],
            default=f.default,
            **{"variable": f"CHATKIT_{f.name.upper()}", **f.metadata},
        )
        for f in fields(Options)
    )


OPTIONS = _options()
BY_NAME: Mapping[str, Option] = {option.name: option for option in OPTIONS}
#: Every environment variable that sets an option.
VARIABLES = tuple(name for o in OPTIONS for name in (o.variable, *o.aliases))
