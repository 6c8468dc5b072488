"""What the page needs to offer the chat: the launcher's markup and its settings.

Everything here is the same for every visitor, so a page with the widget stays
cacheable: no cookie, no token, nothing that isn't public.
"""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse

from chatkit.config import mode
from chatkit.config.options import OPTIONS
from chatkit.config.resolve import Config
from chatkit.widget import tokens

MB = 1024 * 1024  # as OpenAI counts it


def configuration(config: Config) -> dict[str, Any]:
    """The public settings, and the addresses that the chat loads and speaks to.

    ``url`` is where custom mode answers; ``token_url`` is blank where that needs none,
    ``stop_url`` where it is not this site. ``uploads`` is in the words of OpenAI's
    element.
    """
    public = {o.name: getattr(config, o.name) for o in OPTIONS if o.public}
    return {
        **public,
        "mode": mode.in_effect(config).effective,
        "url": config.custom_url or reverse("chatkit:chat"),
        "stop_url": "" if config.custom_url else reverse("chatkit:stop"),
        "token_url": reverse("chatkit:token") if tokens.wanted(config) else "",
        "session_url": reverse("chatkit:session"),
        "refresh_url": reverse("chatkit:refresh"),
        "beacon_url": reverse("chatkit:beacon"),
        "stylesheet": static("chatkit/panel.css"),
        "uploads": {
            "enabled": config.enable_uploads,
            "maxSize": config.max_file_size_mb * MB,
            "maxCount": config.max_files,
        },
    }


def context(config: Config) -> dict[str, Any]:
    """What ``chatkit/widget.html`` shows: nothing where the chat is switched off."""
    return {
        "label": config.launcher_label,
        "theme": config.theme,
        "configuration": configuration(config),
    }
