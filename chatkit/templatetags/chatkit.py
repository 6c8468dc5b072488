from typing import Any

from django import template

from chatkit.config import conf
from chatkit.widget import public_config

register = template.Library()


@register.inclusion_tag("chatkit/widget.html")
def chatkit_widget() -> dict[str, Any]:
    """The chat's launcher, its settings and its script; once, at the end of the body."""
    return public_config.context(conf.current())
