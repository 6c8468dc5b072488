import re
from http import HTTPStatus

from asgiref.sync import sync_to_async
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from resume.outputs.typeset.made import PDF, PREVIEW, File
from resume.published.current import Expired, NeverRead, acurrent
from resume.published.outputs import NOT_LISTED, REVALIDATE
from resume.published.views import expired, keep_private

WAIT = 5  # seconds
RETRY_AFTER = 60


@require_safe
async def pdf(request: HttpRequest, key: str = "") -> HttpResponse:
    response = await _serve(request, PDF, key, "application/pdf")
    if response.status_code == HTTPStatus.OK:
        version = (await acurrent(key)).version
        name = file_name(version.resume.name or "") if version else ""
        response["Content-Disposition"] = content_disposition_header(False, name) or ""
    return response


@require_safe
async def preview(request: HttpRequest, key: str = "") -> HttpResponse:
    return await _serve(request, PREVIEW, key, "image/png")


async def _serve(
    request: HttpRequest, file: File, key: str, content_type: str
) -> HttpResponse:
    try:
        version = (await acurrent(key)).version
        if version is None:
            raise Http404
        made = await file.get(version, WAIT)
    except NeverRead:
        made = None
    except Expired:
        return await sync_to_async(expired)(request)
    if made is None or not made.content:
        text = "This file can't be had at the moment. Please try again in a minute.\n"
        response = HttpResponse(text, status=503, content_type="text/plain")
        response["Retry-After"] = RETRY_AFTER
        response["Cache-Control"] = "no-store"
        return response
    response = HttpResponse(made.content, content_type=content_type)
    response["ETag"] = made.etag
    response["Cache-Control"] = REVALIDATE
    if file is PDF:
        response["X-Robots-Tag"] = NOT_LISTED
    if version and version.is_private:
        keep_private(response)
    return (
        get_conditional_response(request, etag=made.etag, response=response) or response
    )


def file_name(name: str) -> str:
    """The person's name, without what no file may be called."""
    kept = re.sub(r'[\x00-\x1f\x7f"*/:<>?\\|]+', " ", name)
    return f"{' '.join(kept.split())[:80].strip('. ') or 'resume'}.pdf"
