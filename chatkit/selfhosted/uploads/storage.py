"""Keeps files whole or not at all, and all of them together within a quota."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import Sum

from chatkit.models import Attachment
from chatkit.selfhosted.uploads.errors import NotStored, QuotaReached

logger = logging.getLogger(__name__)

MB = 1024 * 1024


def require_room(size: int) -> None:
    """Raises QuotaReached."""
    used = Attachment.objects.aggregate(total=Sum("size"))["total"] or 0
    if used + size > settings.UPLOAD_QUOTA_MB * MB:
        logger.warning(
            "An upload was refused: visitors' files take %d MB of the %d MB that"
            " CHATKIT_UPLOAD_QUOTA_MB allows. Raise it, or delete old conversations.",
            used // MB,
            settings.UPLOAD_QUOTA_MB,
        )
        raise QuotaReached


@contextmanager
def stored(row: Attachment, file: IO[bytes]) -> Iterator[None]:
    """Store the file as the row's, and delete it again if the block fails.

    Raises NotStored.
    """
    name = uuid4().hex
    path = row.file.field.generate_filename(row, name)
    file.seek(0)
    try:
        row.file.save(name, File(file), save=False)
    except Exception as error:
        logger.error("An upload can't be stored: %s", error)  # noqa: TRY400
        _discard(path)
        raise NotStored(str(error)) from error
    try:
        yield
    except BaseException:
        _discard(path)
        raise


def _discard(path: str) -> None:
    try:
        default_storage.delete(path)
    except Exception as error:  # noqa: BLE001 -- the first error is raised
        logger.warning("%s stays until `purge_uploads`: %s", path, error)
