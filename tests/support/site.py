"""The development site, with static files from memory.

A page with the chat loads some fifty modules, each of which would pass through Django.
"""

import functools
import mimetypes
from pathlib import Path
from typing import Any

from resume_site.asgi import application as site

# isort: split
# These need Django set up.
from django.conf import settings
from django.contrib.staticfiles import finders

HEADERS = [(b"cache-control", b"max-age=600")]


async def application(scope: Any, receive: Any, send: Any) -> None:
    path = scope.get("path", "")
    if not path.startswith(settings.STATIC_URL):
        await site(scope, receive, send)
        return
    status, content_type, content = static_file(path.removeprefix(settings.STATIC_URL))
    headers = [(b"content-type", content_type.encode()), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})


@functools.cache
def static_file(name: str) -> tuple[int, str, bytes]:
    found = finders.find(name)
    if not found:
        return 404, "text/plain", b""
    content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return 200, content_type, Path(found).read_bytes()
