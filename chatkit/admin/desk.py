"""What the admin's first page shows above its list (unfold's DASHBOARD_CALLBACK).

https://unfoldadmin.com/docs/configuration/dashboard/
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from chatkit import beacons, conf, model_choice, model_health, roles
from chatkit.status import Site, status


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The status for who may see the settings, the test for who may change them."""
    if request.user.has_perm(roles.VIEW_SETTINGS):
        context["status"] = status(conf.from_rows(), site(timezone.localdate()))
        context["may_test"] = request.user.has_perm(roles.CHANGE_SETTINGS)
    return context


def site(today: date) -> Site:
    """What this process runs on."""
    return Site(
        key_set=bool(settings.OPENAI_API_KEY),
        cache=settings.CACHES["default"]["BACKEND"].rpartition(".")[2],
        database=connection.display_name,
        write_ahead_log=write_ahead_log(),
        today=today,
        beacons=tuple(beacons.recent()),
        agent=settings.CHATKIT_AGENT,
        model_needs_key=model_choice.is_openai(),
        model_failure=model_health.last(),
    )


def write_ahead_log() -> bool | None:
    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        return bool(cursor.fetchone()[0] == "wal")
