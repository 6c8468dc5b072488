"""GET /healthz and /readyz, for monitoring.

The responses only name the parts that failed; the log says why, once per failure.
"""

import logging
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from chatkit.config import conf
from chatkit.database import DATABASE_ERRORS
from chatkit.models import CacheEntry

logger = logging.getLogger(__name__)

KEY = "readyz"
LIFETIME = 60  # seconds
FILE_SIZE = 64 * 1024  # bytes that have to fit on the disk
INTERVAL = 1.0  # seconds; more frequent requests get the last result

_failing: set[str] = set()
_checked_at = 0.0
_failed: Sequence[str] = ()


@require_safe
@cache_control(no_store=True)
async def healthz(request: HttpRequest) -> JsonResponse:
    """Alive: a database that hangs does not get the worker killed."""
    return JsonResponse({"status": "ok"})


@require_safe
@cache_control(no_store=True)
def readyz(request: HttpRequest) -> JsonResponse:
    """503 unless the database, the cache and the folders for uploads take a write."""
    global _checked_at, _failed  # noqa: PLW0603
    if time.monotonic() >= _checked_at + INTERVAL:
        checks = {
            "database": _write_row,
            "cache": lambda: cache.set(KEY, "ok", LIFETIME),
            "uploads": _write_upload,
        }
        _failed = [name for name, check in checks.items() if not _works(name, check)]
        _checked_at = time.monotonic()
    if _failed:
        return JsonResponse({"status": "unavailable", "failed": _failed}, status=503)
    return JsonResponse({"status": "ok"})


def _write_row() -> None:
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        file.stat()  # SQLite would make a new one
        _write_file(file.parent)  # a small row may fit where the disk is full
    row = CacheEntry(key=KEY, value="ok", expires=time.time() + LIFETIME)
    CacheEntry.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["value", "expires"],
    )


def _write_upload() -> None:
    if not conf.current().enable_uploads:
        return
    _write_file(Path(tempfile.gettempdir()))
    if isinstance(default_storage, FileSystemStorage):  # not in a bucket
        folder = Path(default_storage.location)
        folder.mkdir(
            mode=default_storage.directory_permissions_mode or 0o700,
            parents=True,
            exist_ok=True,
        )
        _write_file(folder)


def _write_file(folder: Path) -> None:
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(bytes(FILE_SIZE))


def _works(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception as error:  # noqa: BLE001 - whatever a driver raises
        if name not in _failing:
            logger.warning("/readyz: %s failed: %s", name, _describe(error))
        _failing.add(name)
        return False
    if name in _failing:
        logger.warning("/readyz: %s works again.", name)
    _failing.discard(name)
    return True


def _describe(error: Exception) -> str:
    """Without the text of a cache's error, which may hold its URL and password."""
    kind = type(error).__name__
    if isinstance(error, DATABASE_ERRORS):
        return f"{kind}: {error}"
    reason = getattr(error, "strerror", None)
    return f"{kind}: {reason}" if reason else kind
