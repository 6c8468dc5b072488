"""GET /healthz and /readyz, for monitoring.

The responses only name the parts that failed; the log says why, once per failure.
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
    return JsonResponse({"status": "ok"})


@require_safe
@cache_control(no_store=True)
def readyz(request: HttpRequest) -> JsonResponse:
    """503 unless the database and the cache answer."""
    queries = {"database": _query_database, "cache": _query_cache}
    failed = [name for name, query in queries.items() if not _answers(name, query)]
    if failed:
        return JsonResponse({"status": "unavailable", "failed": failed}, status=503)
    return JsonResponse({"status": "ok"})


def _query_database() -> None:
    MigrationRecorder(connection).migration_qs.exists()


def _query_cache() -> None:
    cache.get("readyz")


def _answers(name: str, query: Callable[[], None]) -> bool:
    try:
        query()
    except Exception as error:  # noqa: BLE001 - whatever a driver raises
        if name not in _failing:
            logger.warning("The %s does not answer: %s", name, type(error).__name__)
        _failing.add(name)
        return False
    if name in _failing:
        logger.warning("The %s answers again.", name)
    _failing.discard(name)
    return True
