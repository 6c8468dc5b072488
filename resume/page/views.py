from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from resume.models import Photo
from resume.page import language
from resume.page.presentation import page_sections
from resume.published.current import NeverRead, current

RETRY_AFTER = 30  # seconds


@require_safe
@cache_control(public=True, max_age=0, must_revalidate=True)
# The ETag is a hash of the content: résumé, templates and widget.
@conditional_page
def page(request: HttpRequest) -> HttpResponse:
    try:
        version = current().version
    except NeverRead:
        response = render(request, "500.html", status=503)
        response["Retry-After"] = RETRY_AFTER
        return response
    if version is None:
        return render(request, "resume/empty.html")
    resume = version.resume
    shown = page_sections(resume, version.options.section_order)
    sections = {section.key: section for section in shown}
    context = {
        "options": version.options,
        "resume": resume,
        "profiles": sections.pop("profiles", None),
        "sections": tuple(sections.values()),
    }
    with translation.override(language.language_of(resume)):
        return render(request, "resume/page.html", context)


@require_safe
@cache_control(public=True, max_age=31536000, immutable=True)
def photo(request: HttpRequest, digest: str) -> HttpResponse:
    found = get_object_or_404(Photo, digest=digest)
    return HttpResponse(found.content, content_type=found.content_type)
