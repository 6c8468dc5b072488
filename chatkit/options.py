"""The one table of settings: name, variable, type, default, bounds and help.

``Options`` is a typed dataclass, and each field's metadata makes its ``Option``. The
settings row, the admin's form, the environment, the docs, the doctor and the widget's
public configuration all follow from ``OPTIONS``. Bounds are what OpenAI accepts:
https://platform.openai.com/docs/api-reference/chatkit/sessions/create
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import get_type_hints

from chatkit import parsing
from chatkit.option import Group, Option, option

MODES = ("hosted", "custom")
WIDGETS = ("auto", "openai", "builtin")
THEMES = ("auto", "light", "dark")


@dataclass(frozen=True)
class Options:
    """Every setting with its default."""

    integration_type: str = option(
        "hosted",
        variable="CHATKIT_INTEGRATION_TYPE",
        parse=parsing.choice(MODES),
        choices=MODES,
        group=Group.MODE,
        help="Who answers: hosted (OpenAI's ChatKit) or custom (this site).",
        public=True,
    )
    workflow_id: str = option(
        "",
        variable="CHATKIT_WORKFLOW_ID",
        parse=parsing.text,
        group=Group.MODE,
        help="The workflow hosted mode runs, from Agent Builder: wf_...",
    )
    domain_key: str = option(
        "",
        variable="OPENAI_DOMAIN_KEY",
        aliases=("VITE_CHATKIT_DOMAIN_KEY",),
        parse=parsing.text,
        group=Group.MODE,
        help="Proves to OpenAI that the domain is yours; the page shows it.",
        public=True,
    )
    custom_url: str = option(
        "",
        variable="CHATKIT_CUSTOM_URL",
        parse=parsing.web_address,
        group=Group.MODE,
        help="A ChatKit server elsewhere for custom mode; empty is this site's own.",
        public=True,
    )
    widget: str = option(
        "auto",
        variable="CHATKIT_WIDGET",
        parse=parsing.choice(WIDGETS),
        choices=WIDGETS,
        group=Group.MODE,
        help="auto (OpenAI's in hosted mode with ours behind it), openai or builtin.",
        public=True,
    )
    session_cookie: str = option(
        "chatkit_session_id",
        variable="CHATKIT_SESSION_COOKIE",
        parse=parsing.cookie_name,
        group=Group.MODE,
        help="Name of the cookie that holds a visitor's anonymous identity.",
    )
    enable_uploads: bool = option(
        True,
        variable="CHATKIT_ENABLE_UPLOADS",
        parse=parsing.boolean,
        group=Group.UPLOADS,
        help="Whether visitors may attach files, such as a job description.",
        public=True,
    )
    max_files: int = option(
        5,
        variable="CHATKIT_MAX_FILES",
        parse=parsing.number(1),
        group=Group.UPLOADS,
        help="Files one visitor may attach, at least 1.",
        public=True,
    )
    max_file_size_mb: int = option(
        10,
        variable="CHATKIT_MAX_FILE_SIZE_MB",
        parse=parsing.number(1, 512),
        group=Group.UPLOADS,
        help="Size of one file in MB, 1 to 512.",
        public=True,
    )
    max_requests_per_minute: int = option(
        10,
        variable="CHATKIT_MAX_REQUESTS_PER_MINUTE",
        parse=parsing.number(1),
        group=Group.LIMITS,
        help="Questions and sessions one visitor may ask for in a minute, at least 1.",
    )
    max_requests_per_minute_per_address: int | None = option(
        None,
        variable="CHATKIT_MAX_REQUESTS_PER_MINUTE_PER_ADDRESS",
        parse=parsing.number(1),
        group=Group.LIMITS,
        help="The same for one network address; empty is six times the visitor's.",
    )
    cors_origins: tuple[str, ...] = option(
        (),
        variable="CHATKIT_CORS_ORIGIN",
        parse=parsing.origins,
        separator=",",
        group=Group.EMBEDDING,
        help=(
            "Other sites that may use the chat, as scheme://host[:port] separated by"
            " commas; empty is this site only, * any site but without cookies."
        ),
    )
    launcher_label: str = option(
        "Ask the AI agent",
        variable="CHATKIT_LAUNCHER_LABEL",
        parse=parsing.text,
        group=Group.WIDGET,
        help="The text on the button that opens the chat.",
        public=True,
        content=True,
    )
    greeting: str = option(
        "What would you like to know?",
        variable="CHATKIT_GREETING",
        parse=parsing.text,
        group=Group.WIDGET,
        help="The line above the starter prompts in an empty chat.",
        public=True,
        content=True,
    )
    prompts: tuple[str, ...] = option(
        (
            "Where do they work now?",
            "What are their main skills?",
            "What did they study?",
            "How can I get in touch?",
        ),
        variable="CHATKIT_PROMPTS",
        parse=parsing.listed,
        group=Group.WIDGET,
        help="Starter prompts, separated by | or on lines of their own.",
        public=True,
        content=True,
    )
    placeholder: str = option(
        "Ask about this résumé",
        variable="CHATKIT_PLACEHOLDER",
        parse=parsing.text,
        group=Group.WIDGET,
        help="The hint in the empty message field.",
        public=True,
        content=True,
    )
    disclaimer: str = option(
        "Answers come from an automated assistant and quote this résumé.",
        variable="CHATKIT_DISCLAIMER",
        parse=parsing.text,
        group=Group.WIDGET,
        help="The line under the message field that says who answers.",
        public=True,
        content=True,
    )
    theme: str = option(
        "auto",
        variable="CHATKIT_THEME",
        parse=parsing.choice(THEMES),
        choices=THEMES,
        group=Group.WIDGET,
        help="Colours of the chat: auto (the visitor's own), light or dark.",
        public=True,
        content=True,
    )
    model: str = option(
        "",
        variable="CHATKIT_MODEL",
        parse=parsing.text,
        group=Group.ANSWERS,
        help="The model that answers in custom mode; empty is the embedded answerer.",
    )
    instructions: str = option(
        "",
        variable="CHATKIT_INSTRUCTIONS",
        parse=parsing.paragraphs,
        group=Group.ANSWERS,
        help="What the model is told about tone and wishes, in your words.",
        content=True,
    )


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
