from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from resume.published.current import NeverRead, current
from resume.published.outputs import BY_NAME

RETRY_AFTER = 30  # seconds


@require_safe
def output(request: HttpRequest, name: str) -> HttpResponse:
    """An output of the current version, from memory."""
    try:
        made = current().represent(name)
    except NeverRead:
        response = render(request, "500.html", status=503)
        response["Retry-After"] = RETRY_AFTER
        return response
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
