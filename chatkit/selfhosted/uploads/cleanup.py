"""Remove what visitors uploaded and left: attachments never sent, files without a row."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import Storage, default_storage
from django.utils import timezone

from chatkit.models import Attachment

LEFT = timedelta(days=1)
FOLDER = "uploads"


def purge_unsent() -> int:
    """Delete attachments that were not sent within a day; their files follow."""
    unsent = Attachment.objects.filter(
        thread=None, created_at__lt=timezone.now() - LEFT
    )
    return unsent.delete()[0]


def purge_orphans() -> int:
    """Delete files that no attachment has, such as a crash between the two leaves.

    Younger ones may be about to get their row.
    """
    orphans = list(_orphans(default_storage))
    for path in orphans:
        default_storage.delete(path)
    return len(orphans)


def _orphans(storage: Storage) -> Iterator[str]:
    try:
        _, names = storage.listdir(FOLDER)
    except FileNotFoundError:  # nothing was ever uploaded
        return
    known = set(Attachment.objects.exclude(file="").values_list("file", flat=True))
    for path in (f"{FOLDER}/{name}" for name in names):
        if path not in known and _is_old(storage, path):
            yield path


def _is_old(storage: Storage, path: str) -> bool:
    return storage.get_modified_time(path) < timezone.now() - LEFT
