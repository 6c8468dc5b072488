"""The widget's public configuration.

It is the same for every visitor of a résumé, so that a page with the widget can be cached.
"""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse

from chatkit.config import mode
from chatkit.config.options import OPTIONS
from chatkit.config.resolve import Config
from chatkit.widget import tokens

MB = 1024 * 1024  # as OpenAI counts it


def configuration(config: Config, resume: str = "") -> dict[str, Any]:
    """The public settings and the URLs that the widget uses.

    ``resume`` is the key of the résumé that the page shows; "" is the default one. With
    a ChatKit server elsewhere, ``url`` is its URL and ``stop_url`` is blank.
    ``token_url`` is blank unless that server needs a token. ``uploads`` has the names
    of OpenAI's element.
    """
    public = {o.name: getattr(config, o.name) for o in OPTIONS if o.public}
    of = {"resume": resume} if resume else None
    return {
        **public,
        "mode": mode.in_effect(config).effective,
        "url": config.custom_url or reverse("chatkit:chat", query=of),
        "stop_url": "" if config.custom_url else reverse("chatkit:stop"),
        "token_url": reverse("chatkit:token") if tokens.is_needed(config) else "",
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
