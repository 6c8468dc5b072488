"""Gives a résumé a new revision when anything of it changes.

Passages are cached by revision. It is random because a restored database would reuse
numbers.
"""

from typing import Any
from uuid import uuid4

from django.db.models.signals import post_delete, post_save

from resume.models import Entry, Highlight, Photo, Resume


def connect_signals() -> None:
    """A queryset's ``update`` sends no signal."""
    for sender in (Resume, Entry, Highlight, Photo):
        for signal in (post_save, post_delete):
            signal.connect(_renew, sender=sender)


def _renew(**_: Any) -> None:
    Resume.objects.update(revision=uuid4().hex)
