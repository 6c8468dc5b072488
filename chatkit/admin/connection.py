"""The "Test connection" button: what ``doctor --live`` finds, as a page."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from chatkit.config import conf, roles
from chatkit.operations import checks, live

WORST_FIRST = ("error", "warning", "ok")


@require_POST
def test_connection(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(roles.CHANGE_SETTINGS):
        raise PermissionDenied
    config = conf.from_rows()
    findings = [*live.examine(config), *checks.examine(config)]
    findings.sort(key=lambda finding: WORST_FIRST.index(finding.level))
    context = {
        **admin.site.each_context(request),
        "title": "Test connection",
        "findings": findings,
        "ready": checks.is_ready(findings),
    }
    return TemplateResponse(request, "admin/chatkit/connection.html", context)
