"""What the settings page says beside a field: the value in use and its source, what
blank means, and why the field can't be changed if it can't."""

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

LOCKED = "Locked by CHATKIT_LOCK in the environment; change it there."
NOTHING = "nothing"
NOT_PERMITTED = "Only an operator can change this."


@dataclass(frozen=True, slots=True)
class Provenance:
    """``config`` is in effect; ``blank`` would be if the admin set nothing.

    ``why_fixed`` is "" if the user may change the value.
    """

    option: Option
    config: Config
    blank: Config
    fallback_variable: str
    why_fixed: str

    @property
    def value(self) -> str:
        return describe(self.option, self.config)

    @property
    def source(self) -> Source:
        return self.config.source(self.option)

    @property
    def in_admin(self) -> bool:
        return self.source is Source.ADMIN

    @property
    def fallback(self) -> str:
        """The value that would be in use if this field alone were blank."""
        name = self.option.name
        without = replace(self.config, **{name: getattr(self.blank, name)})
        return describe(self.option, without)

    @property
    def fallback_source(self) -> str:
        if self.fallback_variable:
            return f"from {self.fallback_variable} in the environment"
        return "the default"

    @property
    def help(self) -> SafeString:
        """The lines below the field."""
        context = {
            "provenance": self,
            "option": self.option,
            "variables": (self.option.variable, *self.option.aliases),
        }
        return render_to_string("admin/chatkit/provenance.html", context)


def explain(user: Any) -> Mapping[str, Provenance]:
    """The provenance of each option by its name, from the stored rows."""
    config, blank = conf.from_rows(), conf.from_environment()
    explained = {}
    for option in OPTIONS:
        found = option.read(settings.CHATKIT_ENVIRONMENT)
        variable = found[0] if found else ""
        explained[option.name] = Provenance(
            option, config, blank, variable, why_fixed(option, user)
        )
    return explained


def why_fixed(option: Option, user: Any) -> str:
    """Why the user can't change the option here; "" if they can."""
    if option.name in conf.locked():
        return LOCKED
    if not roles.may_change(user, option):
        return NOT_PERMITTED
    if option.name == "cors_origins":
        return format_html(
            'Set under <a class="dashboard-link" href="{}">Allowed origins</a>.',
            reverse("admin:chatkit_allowedorigin_changelist"),
        )
    return ""


def describe(option: Option, config: Config) -> str:
    """The option's value for a person who has never seen a variable."""
    value = getattr(config, option.name)
    if value is None and option.name == "max_requests_per_minute_per_address":
        value = config.address_limit  # derived from another option
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, tuple):
        return " · ".join(value) or "none"
    return option.text(value) or NOTHING
