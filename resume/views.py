from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from resume.models import Resume
from resume.presentation import page_sections


@require_safe
@cache_control(public=True, max_age=0, must_revalidate=True)
# The ETag is the content's: it changes with the résumé, the templates and the widget.
@conditional_page
def page(request: HttpRequest) -> HttpResponse:
    """The published résumé; how to publish one where there is none."""
    resume = Resume.objects.published()
    if resume is None:
        return render(request, "resume/empty.html")
    sections = {section.key: section for section in page_sections(resume)}
    context = {
        "resume": resume,
        "profiles": sections.pop("profiles", None),
        "sections": tuple(sections.values()),
    }
    return render(request, "resume/page.html", context)
