import logging

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from resume.models import Resume
from resume.page.presentation import page_sections

logger = logging.getLogger(__name__)

_last_shown: Resume | None = None  # by this process


@require_safe
@cache_control(public=True, max_age=0, must_revalidate=True)
# The ETag is a hash of the content: résumé, templates and widget.
@conditional_page
def page(request: HttpRequest) -> HttpResponse:
    resume = _published()
    if resume is None:
        return render(request, "resume/empty.html")
    sections = {section.key: section for section in page_sections(resume)}
    context = {
        "resume": resume,
        "profiles": sections.pop("profiles", None),
        "sections": tuple(sections.values()),
    }
    return render(request, "resume/page.html", context)


def _published() -> Resume | None:
    """The résumé, as last shown if the database does not answer."""
    global _last_shown  # noqa: PLW0603
    try:
        _last_shown = Resume.objects.published()
    except (InterfaceError, OperationalError) as error:
        if _last_shown is None:
            raise
        logger.warning("The résumé can't be read: %s", type(error).__name__)
    return _last_shown
