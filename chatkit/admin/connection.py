"""The "Test connection" button: what ``doctor --live`` finds, as a page."""

from dataclasses import replace

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from chatkit.config import conf, roles
from chatkit.config.findings import Finding
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
        "findings": [without_secrets(finding) for finding in findings],
        "ready": checks.is_ready(findings),
    }
    return TemplateResponse(request, "admin/chatkit/connection.html", context)


def without_secrets(finding: Finding) -> Finding:
    """The finding, should one quote a secret."""
    for secret in filter(None, (settings.OPENAI_API_KEY, settings.SECRET_KEY)):
        finding = replace(
            finding,
            title=finding.title.replace(secret, "(the secret)"),
            detail=finding.detail.replace(secret, "(the secret)"),
            remedy=finding.remedy.replace(secret, "(the secret)"),
        )
    return finding
