from http import HTTPStatus
from typing import Any, cast

from asgiref.sync import sync_to_async
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from resume.models import Photo, Picture
from resume.outputs.addresses import path_to
from resume.page.presentation import photo_of
from resume.published import languages
from resume.published.current import Expired, NeverRead, acurrent, all_versions
from resume.published.outputs import BY_NAME
from resume.published.version import Version
from resume.stories.markup import pictures

RETRY_AFTER = 30  # seconds
PRIVATE = "private, max-age=0"
#: The bytes of an address never change, but a shared cache asks whether they are still
#: shown: the owner may have hidden them.
ADDRESSED = "public, max-age=31536000, s-maxage=10, immutable"
FORMS = ("text/html", "text/markdown", "text/markdown;charset=utf-8")


@require_safe
async def output(
    request: HttpRequest, name: str, slug: str = "", key: str = ""
) -> HttpResponse:
    """An output of the current version, from memory."""
    try:
        edition = await acurrent(key)
    except NeverRead:
        response = await sync_to_async(render)(request, "500.html", status=503)
        response["Retry-After"] = RETRY_AFTER
        return response
    except Expired:
        return await sync_to_async(expired)(request)
    version, is_page = edition.version, name == "page"
    is_negotiated = is_page and not key and version and version.options.by_language
    if version and is_negotiated:
        accepted = request.headers.get("Accept-Language", "")
        if better := languages.choose(version, accepted):
            return _lead_to(better)
    as_markdown = is_page and version and _prefers_markdown(request)
    made = await edition.arepresent("markdown" if as_markdown else name, slug)
    if made is None:
        raise Http404
    coding = made.coding(request.headers.get("Accept-Encoding", ""))
    etag = made.etag(coding)
    response = HttpResponse(made.bodies[coding], content_type=made.content_type)
    response["ETag"] = etag
    # Some shared caches ignore Vary, and would show a browser what an assistant got.
    is_own = as_markdown or is_negotiated
    response["Cache-Control"] = PRIVATE if is_own else BY_NAME[name].cache_control
    response["Vary"] = (
        "Accept, Accept-Encoding" if name == "page" else "Accept-Encoding"
    )
    if is_negotiated:
        patch_vary_headers(response, ["Accept-Language"])
    if robots := BY_NAME[name].robots:
        response["X-Robots-Tag"] = robots
    if version and version.is_private:
        keep_private(response)
    if coding:
        response["Content-Encoding"] = coding
    sent: Any = get_conditional_response(request, etag=etag, response=response)
    sent.plain = made.bodies[""]  # what the compressed body says
    return cast(HttpResponse, sent)


def expired(request: HttpRequest) -> HttpResponse:
    """For people who hold the link; a guesser gets a 404."""
    response = render(request, "resume/expired.html", status=HTTPStatus.GONE)
    keep_private(response)
    return response


def keep_private(response: HttpResponse) -> None:
    """Out of search engines and shared caches."""
    response["Cache-Control"] = PRIVATE
    response["X-Robots-Tag"] = "noindex, nofollow"


@require_safe
def photo(request: HttpRequest, digest: str) -> HttpResponse:
    for version in _readable():
        found = photo_of(version.resume)
        if found and found.digest == digest:
            return _image(request, found, PRIVATE if version.is_private else ADDRESSED)
    raise Http404


@require_safe
def picture(request: HttpRequest, digest: str) -> HttpResponse:
    """One that a published story shows, or a draft's for those who may see it."""
    shows = (
        version
        for version in _readable()
        for story in version.resume.stories.all()
        if digest in pictures(story.text)
    )
    version = next(shows, None)
    if version is None and not request.user.has_perm("resume.view_resume"):
        raise Http404
    found = get_object_or_404(Picture, pk=digest)
    is_public = version is not None and not version.is_private
    return _image(request, found, ADDRESSED if is_public else PRIVATE)


def _image(request: HttpRequest, found: Photo | Picture, cache: str) -> HttpResponse:
    response = HttpResponse(bytes(found.content), content_type=found.content_type)
    response["ETag"] = etag = f'"{found.digest}"'
    response["Cache-Control"] = cache
    if cache == PRIVATE:
        keep_private(response)
    return get_conditional_response(request, etag=etag, response=response) or response


def _readable() -> list[Version]:
    """The public ones first."""
    try:
        return sorted(all_versions(), key=lambda version: version.is_private)
    except NeverRead:
        return []


def _lead_to(key: str) -> HttpResponse:
    response = HttpResponseRedirect(path_to("page", key))
    response["Cache-Control"] = PRIVATE
    response["Vary"] = "Accept-Language"
    return response


def _prefers_markdown(request: HttpRequest) -> bool:
    """No browser does; of two types it likes as much it gets the one it names first."""
    return (request.get_preferred_type(FORMS) or "").startswith("text/markdown")
