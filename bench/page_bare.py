"""A bare Django async view that sends files from memory: the peer of bench/page.py.

gunicorn -c gunicorn.conf.py bench.page_bare:application
"""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    SECRET_KEY="bare",  # noqa: S106
    MIDDLEWARE=[],
)
PAGES = {
    file.name: file.read_bytes()
    for file in Path(os.environ["PAGES"]).iterdir()
    if file.suffix == ".gz"
}
ETAG = '"bare"'


async def page(request: HttpRequest, size: str) -> HttpResponse:
    headers = {"ETag": ETAG, "Vary": "Accept-Encoding", "Content-Encoding": "gzip"}
    if request.headers.get("If-None-Match") == ETAG:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(PAGES[f"{size}.gz"], headers=headers)


urlpatterns = [path("<str:size>", page)]
django = get_asgi_application()


async def application(scope: Any, receive: Any, send: Any) -> None:
    """With the lifespan protocol, which the site's worker asks for."""
    if scope["type"] == "http":
        await django(scope, receive, send)
        return
    for part in ("startup", "shutdown"):
        await receive()
        await send({"type": f"lifespan.{part}.complete"})
