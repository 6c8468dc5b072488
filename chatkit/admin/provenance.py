"""Where each setting's value comes from, as the settings page explains it."""

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

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Provenance:
    """``fallback`` would be in use if the admin's value were blank.

    ``fallback_variable`` is the environment variable it comes from; "" for the default.
    ``why_fixed`` is "" if the user may change the value.
    """

    option: Option
    value: str
    source: Source
    fallback: str
    fallback_value: Any
    fallback_variable: str
    why_fixed: str

    @property
    def help(self) -> SafeString:
        context = {"provenance": self, "option": self.option}
        return render_to_string("admin/chatkit/provenance.html", context)


def explain(user: Any) -> Mapping[str, Provenance]:
    config, blank = conf.from_rows(), conf.from_environment()
    explained = {}
    for option in OPTIONS:
        name, fallback_value = option.name, getattr(blank, option.name)
        variable, _ = option.read(settings.CHATKIT_ENVIRONMENT) or ("", "")
        explained[name] = Provenance(
            option,
            value=describe(option, config),
            source=config.source(option),
            fallback=describe(option, replace(config, **{name: fallback_value})),
            fallback_value=fallback_value,
            fallback_variable=variable,
            why_fixed=why_fixed(option, user),
        )
    return explained


def why_fixed(option: Option, user: Any) -> str:
    """Why the user can't change the option here; "" if they can."""
    if option.name in conf.locked():
        return "Locked by CHATKIT_LOCK in the environment; change it there."
    if not roles.may_change(user, option):
        return "Only an operator can change this."
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
