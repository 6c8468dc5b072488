"""What the settings page says beside a field: which value is in use and where it comes
from, what blank gives, and why the field can't be changed where it can't."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from chatkit.config import conf, roles
from chatkit.config.option import Option
from chatkit.config.options import OPTIONS
from chatkit.config.resolve import Config, Source

LOCKED = "Locked by CHATKIT_LOCK in the environment, where it has to be changed."
NOTHING = "nothing"
NOT_YOURS = "Only an operator may change this."


@dataclass(frozen=True, slots=True)
class Provenance:
    """``config`` is in effect, ``blank`` would be if the admin set nothing.

    ``why_fixed`` is empty where the user may change the value.
    """

    option: Option
    config: Config
    blank: Config
    fallback_variable: str
    why_fixed: str

    @property
    def value(self) -> str:
        return in_words(self.option, self.config)

    @property
    def source(self) -> Source:
        return self.config.source(self.option)

    @property
    def in_admin(self) -> bool:
        return self.source is Source.ADMIN

    @property
    def fallback(self) -> str:
        """What would be in use if this field alone were blank."""
        name = self.option.name
        without = replace(self.config, **{name: getattr(self.blank, name)})
        return in_words(self.option, without)

    @property
    def fallback_source(self) -> str:
        """Where the value comes from when the field is blank, after "10, "."""
        if self.fallback_variable:
            return f"from {self.fallback_variable} in the environment"
        return "the default"

    @property
    def help(self) -> SafeString:
        """The lines below the field."""
        return render_to_string(
            "admin/chatkit/provenance.html",
            {
                "shown": self,
                "option": self.option,
                "variables": (self.option.variable, *self.option.aliases),
            },
        )


def explain(user: Any) -> Mapping[str, Provenance]:
    """Every option's provenance by name, from the rows as they are now."""
    config, blank, locked = conf.from_rows(), conf.from_environment(), conf.locked()
    explained = {}
    for option in OPTIONS:
        found = option.read(settings.CHATKIT_ENVIRONMENT)
        explained[option.name] = Provenance(
            option=option,
            config=config,
            blank=blank,
            fallback_variable=found[0] if found else "",
            why_fixed=why_fixed(option, user, locked=option.name in locked),
        )
    return explained


def why_fixed(option: Option, user: Any, *, locked: bool) -> str:
    """Why the user can't change the option; empty if they can."""
    if locked:
        return LOCKED
    if not roles.may_change(user, option):
        return NOT_YOURS
    if option.name == "cors_origins":
        return format_html(
            'Changed under <a class="dashboard-link" href="{}">Allowed origins</a>.',
            reverse("admin:chatkit_allowedorigin_changelist"),
        )
    return ""


def in_words(option: Option, config: Config) -> str:
    """The option's value for a person who has never seen a variable."""
    value = getattr(config, option.name)
    if value is None and option.name == "max_requests_per_minute_per_address":
        value = config.address_limit  # it follows from another
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return " · ".join(value) or "none"
    return option.text(value) or NOTHING
