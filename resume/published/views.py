from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from resume.page.presentation import photo_of
from resume.published.current import NeverRead, current
from resume.published.outputs import BY_NAME

RETRY_AFTER = 30  # seconds


@require_safe
def output(request: HttpRequest, name: str) -> HttpResponse:
    """An output of the current version, from memory."""
    try:
        edition = current()
    except NeverRead:
        response = render(request, "500.html", status=503)
        response["Retry-After"] = RETRY_AFTER
        return response
    if edition.version is None and name == "page":
        response = render(request, "resume/empty.html")
        response["Cache-Control"] = "no-cache"
        return response
    made = edition.represent(name)
    if made is None:
        raise Http404
    coding = made.coding(request.headers.get("Accept-Encoding", ""))
    etag = made.etag(coding)
    response = HttpResponse(made.bodies[coding], content_type=made.content_type)
    response["ETag"] = etag
    response["Cache-Control"] = BY_NAME[name].cache_control
    response["Vary"] = "Accept-Encoding"
    if coding:
        response["Content-Encoding"] = coding
    return get_conditional_response(request, etag=etag, response=response) or response


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
