"""Who is logged out when they save loses nothing: they get what they typed, to send again.

So does who saves what somebody else has deleted.
"""

from collections.abc import Iterator
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.csrf import csrf_failure as refuse

from resume.editor.desk import View, is_fragment
from resume.other_sections import in_words

NAMES = "admin:resume_resume_"
TOKEN = "csrfmiddlewaretoken"  # noqa: S105
UNTYPED = ("digest", "block", "highlight_id", "decision", "to")


def for_users(site: AdminSite, view: View) -> Any:
    """The view for those who may use the admin."""
    checked = site.admin_view(view)

    @wraps(checked)
    def shown(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and not site.has_permission(request):
            return _offer_again(request)
        try:
            return checked(request, **kwargs)
        except Http404:
            if request.method != "POST" or is_fragment(request):
                raise
            return _offer_again(request, status=404)

    return shown


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The token went with the cookies, or is another one since the next login.

    What another site has sent is not offered to be sent again.
    """
    own = f"{request.scheme}://{request.get_host()}"
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name.startswith(NAMES) and request.headers.get("Origin") == own:
        return _offer_again(request)
    return refuse(request, reason)


def _offer_again(request: HttpRequest, status: int = 403) -> HttpResponse:
    context = {
        "is_gone": status == 404,  # noqa: PLR2004
        "typed": [*_typed(request)],
        "files": bool(request.FILES),
        "login": reverse("admin:login"),
        "desk": reverse("admin:resume_resume_changelist"),
    }
    return render(request, "admin/resume/logged_out.html", context, status=status)


def _typed(request: HttpRequest) -> Iterator[tuple[str, str, str]]:
    """Names, labels and values; what nobody has typed has no label."""
    for name, values in request.POST.lists():
        label = "" if name in UNTYPED else in_words(name.rpartition("-")[2])
        if name != TOKEN:
            yield from ((name, label, str(value)) for value in values)
