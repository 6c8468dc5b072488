"""A résumé's revision: another value after each change of it or of what it holds.

What is made from the rows can be kept as long as the revision is the same. A random
value, not a count, since a database that is restored would count the same way again.
"""

from typing import Any
from uuid import uuid4

from django.db.models import Model
from django.db.models.signals import post_delete, post_save

from resume.models import Entry, Highlight, Resume


def watch() -> None:
    """Connect the signals; bulk operations on querysets send none for updates."""
    for sender in (Resume, Entry, Highlight):
        for signal in (post_save, post_delete):
            signal.connect(_renew, sender=sender)


def _renew(instance: Model, **_: Any) -> None:
    match instance:
        case Resume():
            changed = Resume.objects.filter(pk=instance.pk)
        case Entry():
            changed = Resume.objects.filter(pk=instance.resume_id)
        case Highlight():
            changed = Resume.objects.filter(entries=instance.entry_id)
    changed.update(revision=uuid4().hex)
