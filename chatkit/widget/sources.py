"""The other sites that the widget needs, by directive of a Content-Security-Policy."""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from chatkit.config import mode
from chatkit.config.resolve import Config
from chatkit.config.value_types import Malformed, origin_of

CDN = "https://cdn.platform.openai.com"
#: The style sheet that OpenAI's element has inline, the same since 2025. Should it change,
#: browsers name the new hash in their console and static/chatkit/openai/script.js helps.
STYLE = "'sha256-G2shiuZXM1qoGNHm7OQ6u7Ye45SO8f8LKO17q0kfGvw='"


def sources(config: Config) -> Mapping[str, Sequence[str]]:
    """Of our own widget none, unless the settings name some."""
    found: dict[str, list[str]] = {"img-src": list(config.image_origins)}
    if config.custom_url:
        with suppress(Malformed):
            origin = origin_of(config.custom_url)
            found["connect-src"] = [origin]
            found["img-src"].append(origin)
    if shows_openai(config):
        found |= {"script-src": [CDN], "frame-src": [CDN], "style-src": [STYLE]}
    return found


def shows_openai(config: Config) -> bool:
    """Whether a browser may load OpenAI's element."""
    if config.widget != "auto":
        return config.widget == "openai"
    return config.integration_type == "hosted" and not mode.obstacles(config)
