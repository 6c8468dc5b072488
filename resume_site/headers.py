"""Security headers of every response: what a browser may load, and who may frame it.

They depend on the settings, which are the same for all visitors, and on the response:
inline style sheets are allowed by the hash of their content, so that a page can come from
memory or a shared cache. Inline scripts are not allowed, but for the API's browser.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

from chatkit.config import conf
from chatkit.config.resolve import Config
from chatkit.widget.sources import sources

Policy = Mapping[str, tuple[str, ...]]

NONE, SELF = ("'none'",), ("'self'",)
PAGE: Policy = {
    "default-src": NONE,
    "base-uri": NONE,
    "connect-src": SELF,
    "font-src": SELF,
    "form-action": SELF,
    "img-src": (*SELF, "data:"),
    "script-src": SELF,
    "style-src": SELF,
}
#: Unfold has no inline scripts, but Alpine evaluates its attributes and htmx adds a style.
HTMX = "'sha256-bsV5JivYxvGywDAZ22EZJKBFip65Ng9xoJVLbBg7bdo='"
ADMIN: Policy = {
    **PAGE,
    "frame-src": SELF,
    "script-src": (*SELF, "'unsafe-eval'"),
    "style-src": (*SELF, HTMX),
    "style-src-attr": ("'unsafe-inline'",),
}
DOCS: Policy = {**PAGE, "style-src": (*SELF, "'unsafe-inline'")}

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
        *("encrypted-media", "geolocation", "gyroscope", "magnetometer", "microphone"),
        *("midi", "payment", "screen-wake-lock", "usb", "xr-spatial-tracking"),
    )
)
STYLE = re.compile(rb"<style[^>]*>(.*?)</style>", re.DOTALL)
SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


class SecurityHeaders(MiddlewareMixin):
    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        response.headers.setdefault(
            "Content-Security-Policy", policy(request, response, conf.current())
        )
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault(
            "Cross-Origin-Resource-Policy",
            "cross-origin" if _is_embeddable(request, response) else "same-origin",
        )
        return response


def policy(request: HttpRequest, response: HttpResponseBase, config: Config) -> str:
    if request.path_info.startswith("/admin/"):
        is_framed = response.headers.get("X-Frame-Options") == "SAMEORIGIN"
        directives = {**ADMIN, "frame-ancestors": SELF if is_framed else NONE}
    elif request.path_info == "/api/docs":
        directives = {**DOCS, "frame-ancestors": NONE}
        directives["script-src"] = (*SELF, *_hashes(SCRIPT, response))
    else:
        directives = {**PAGE, "frame-ancestors": _frame_ancestors(config)}
        for name, allowed in sources(config).items():
            directives[name] = (*directives.get(name, ()), *allowed)
    if "'unsafe-inline'" not in directives["style-src"]:
        directives["style-src"] += _hashes(STYLE, response)
    return "; ".join(f"{name} {' '.join(of)}" for name, of in directives.items())


def _frame_ancestors(config: Config) -> tuple[str, ...]:
    return (*SELF, *config.cors_origins) if config.cors_origins else NONE


def _hashes(elements: re.Pattern[bytes], response: Any) -> tuple[str, ...]:
    """Of the elements' contents in an HTML page.

    ``plain`` is the page of a compressed response, and of a 304: its headers replace
    those that the browser keeps.
    """
    html = getattr(response, "plain", b"")
    if not html and "html" in response.get("Content-Type", ""):
        html = b"" if response.streaming else response.content
    return _hashes_in(html, elements)


@lru_cache(maxsize=4)  # the page is the same for all
def _hashes_in(html: bytes, elements: re.Pattern[bytes]) -> tuple[str, ...]:
    return tuple(
        f"'sha256-{b64encode(sha256(content).digest()).decode()}'"
        for content in elements.findall(html)
    )


def _is_embeddable(request: HttpRequest, response: HttpResponseBase) -> bool:
    """The widget's files and images, which other sites of the owner's show."""
    is_image = response.headers.get("Content-Type", "").startswith("image/")
    return is_image or request.path.startswith(settings.STATIC_URL)
