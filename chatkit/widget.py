"""What the page needs to offer the chat: the launcher's markup and its settings.

Everything here is the same for every visitor, so a page with the widget stays
cacheable: no cookie, no token, nothing that isn't public.
"""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse

from chatkit.options import OPTIONS, Options


def configuration(config: Options) -> dict[str, Any]:
    """The public settings, and the addresses that the chat loads and speaks to."""
    public = {o.name: getattr(config, o.name) for o in OPTIONS if o.public}
    return {
        **public,
        "url": reverse("chatkit:chat"),
        "stylesheet": static("chatkit/panel.css"),
    }


def context(config: Options) -> dict[str, Any]:
    """What ``chatkit/widget.html`` shows."""
    return {"label": config.launcher_label, "configuration": configuration(config)}
