from typing import Any

from django import template

from chatkit.config import conf
from chatkit.widget import public_config

register = template.Library()


@register.inclusion_tag("chatkit/widget.html")
def chatkit_widget() -> dict[str, Any]:
    """The launcher with its configuration and script; once, at the end of the body."""
    return {"configuration": public_config.configuration(conf.current())}
