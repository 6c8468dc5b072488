"""Whether anybody answers, and who."""

from dataclasses import dataclass

from chatkit.config import parsers
from chatkit.config.option import Group, option

MODES = ("hosted", "custom")
WIDGETS = ("auto", "openai", "builtin")


@dataclass(frozen=True)
class Mode:
    """Whether and how the chat is offered."""

    chat_enabled: bool = option(
        True,
        variable="CHATKIT_ENABLED",
        parse=parsers.boolean,
        group=Group.SWITCH,
        help="Whether visitors may chat; off stops the chat at once, the page stays.",
        public=True,
    )
    integration_type: str = option(
        "hosted",
        variable="CHATKIT_INTEGRATION_TYPE",
        parse=parsers.choice(MODES),
        choices=MODES,
        group=Group.MODE,
        help="Who answers: hosted (OpenAI's ChatKit) or custom (this site).",
        public=True,
    )
    workflow_id: str = option(
        "",
        variable="CHATKIT_WORKFLOW_ID",
        parse=parsers.text,
        group=Group.MODE,
        help="The workflow hosted mode runs, from Agent Builder: wf_...",
    )
    domain_key: str = option(
        "",
        variable="OPENAI_DOMAIN_KEY",
        aliases=("VITE_CHATKIT_DOMAIN_KEY",),
        parse=parsers.text,
        group=Group.MODE,
        help="Proves to OpenAI that the domain is yours; the page shows it.",
        public=True,
    )
    custom_url: str = option(
        "",
        variable="CHATKIT_CUSTOM_URL",
        parse=parsers.web_address,
        group=Group.MODE,
        help="A ChatKit server elsewhere for custom mode; empty is this site's own.",
        public=True,
    )
    widget: str = option(
        "auto",
        variable="CHATKIT_WIDGET",
        parse=parsers.choice(WIDGETS),
        choices=WIDGETS,
        group=Group.MODE,
        help="auto (OpenAI's in hosted mode with ours behind it), openai or builtin.",
        public=True,
    )
    session_cookie: str = option(
        "chatkit_session_id",
        variable="CHATKIT_SESSION_COOKIE",
        parse=parsers.cookie_name,
        group=Group.MODE,
        help="Name of the cookie that holds a visitor's anonymous identity.",
    )
