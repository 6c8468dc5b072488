"""For whatever watches the site: is the process up, do its database and cache answer?

The answers say which part failed and no more; why is in the log, once per failure.
"""

import logging
from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)

_failing: set[str] = set()


@require_safe
@cache_control(no_store=True)
def healthz(request: HttpRequest) -> JsonResponse:
    """The process is up."""
    return JsonResponse({"status": "ok"})


@require_safe
@cache_control(no_store=True)
def readyz(request: HttpRequest) -> JsonResponse:
    """What a visitor's request needs answers: 200, else 503 and the parts' names."""
    parts = {"database": _ask_database, "cache": _ask_cache}
    failed = [name for name, ask in parts.items() if not _answers(name, ask)]
    if failed:
        return JsonResponse({"status": "unavailable", "failed": failed}, status=503)
    return JsonResponse({"status": "ok"})


def _ask_database() -> None:
    MigrationRecorder(connection).migration_qs.exists()


def _ask_cache() -> None:
    cache.get("readyz")


def _answers(name: str, ask: Callable[[], None]) -> bool:
    try:
        ask()
    except Exception as error:  # noqa: BLE001 - whatever a driver raises: it failed
        if name not in _failing:
            logger.warning("The %s does not answer: %s", name, type(error).__name__)
        _failing.add(name)
        return False
    if name in _failing:
        logger.warning("The %s answers again.", name)
    _failing.discard(name)
    return True
