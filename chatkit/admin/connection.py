"""The "Test connection" button: what ``doctor --live`` finds, as a page."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST

from chatkit.config import conf, roles

WORST_FIRST = ("error", "warning", "ok")


@require_POST
def test(request: HttpRequest) -> HttpResponse:
    """Ask OpenAI now, look at the site, and show each finding with what to do."""
    if not request.user.has_perm(roles.CHANGE_SETTINGS):
        raise PermissionDenied
    from chatkit import operations  # it brings the clients of the network along

    config = conf.from_rows()
    findings = [*operations.examine_live(config), *operations.examine(config)]
    findings.sort(key=lambda finding: WORST_FIRST.index(finding.level))
    context = {
        **admin.site.each_context(request),
        "title": "Test connection",
        "findings": [shown(finding) for finding in findings],
        "ready": all(finding.level != "error" for finding in findings),
    }
    return TemplateResponse(request, "admin/chatkit/connection.html", context)


def shown(finding: Any) -> dict[str, str]:
    """The finding's texts without a secret that an answer may have quoted."""
    return {
        "level": finding.level,
        **{
            part: without_secrets(getattr(finding, part))
            for part in ("title", "detail", "remedy")
        },
    }


def without_secrets(text: str) -> str:
    for secret in filter(None, (settings.OPENAI_API_KEY, settings.SECRET_KEY)):
        text = text.replace(secret, "(the secret)")
    return text
