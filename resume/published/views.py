from typing import Any, cast

from asgiref.sync import sync_to_async
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from resume.models import Picture
from resume.page.presentation import photo_of
from resume.published.current import NeverRead, acurrent, current
from resume.published.outputs import BY_NAME
from resume.stories.markup import pictures

RETRY_AFTER = 30  # seconds
PRIVATE = "private, max-age=0"
FORMS = ("text/html", "text/markdown", "text/markdown;charset=utf-8")


@require_safe
async def output(request: HttpRequest, name: str, slug: str = "") -> HttpResponse:
    """An output of the current version, from memory."""
    try:
        edition = await acurrent()
    except NeverRead:
        response = await sync_to_async(render)(request, "500.html", status=503)
        response["Retry-After"] = RETRY_AFTER
        return response
    as_markdown = name == "page" and edition.version and _prefers_markdown(request)
    made = await edition.arepresent("markdown" if as_markdown else name, slug)
    if made is None:
        raise Http404
    coding = made.coding(request.headers.get("Accept-Encoding", ""))
    etag = made.etag(coding)
    response = HttpResponse(made.bodies[coding], content_type=made.content_type)
    response["ETag"] = etag
    # Some shared caches ignore Vary, and would show a browser what an assistant got.
    response["Cache-Control"] = PRIVATE if as_markdown else BY_NAME[name].cache_control
    response["Vary"] = (
        "Accept, Accept-Encoding" if name == "page" else "Accept-Encoding"
    )
    if robots := BY_NAME[name].robots:
        response["X-Robots-Tag"] = robots
    if coding:
        response["Content-Encoding"] = coding
    sent: Any = get_conditional_response(request, etag=etag, response=response)
    sent.plain = made.bodies[""]  # what the compressed body says
    return cast(HttpResponse, sent)


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def photo(request: HttpRequest, digest: str) -> HttpResponse:
    try:
        version = current().version
    except NeverRead:
        version = None
    found = photo_of(version.resume) if version else None
    if found is None or found.digest != digest:
        raise Http404
    return HttpResponse(found.content, content_type=found.content_type)


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def picture(request: HttpRequest, digest: str) -> HttpResponse:
    """One that a published story shows, or a draft's for those who may see it."""
    try:
        version = current().version
    except NeverRead:
        version = None
    stories = version.resume.stories.all() if version else ()
    is_shown = any(digest in pictures(story.text) for story in stories)
    if not is_shown and not request.user.has_perm("resume.view_resume"):
        raise Http404
    found = get_object_or_404(Picture, pk=digest)
    return HttpResponse(bytes(found.content), content_type=found.content_type)


def _prefers_markdown(request: HttpRequest) -> bool:
    """No browser does; of two types it likes as much it gets the one it names first."""
    return (request.get_preferred_type(FORMS) or "").startswith("text/markdown")
