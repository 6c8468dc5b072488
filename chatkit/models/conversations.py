"""The conversations of custom mode, with visitors' files.

``data`` holds the chat SDK's objects as its own JSON; the other columns of Thread and
Item are for ownership, order and lookup.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from chatkit.fields import StorableJSONField


class Thread(models.Model):
    id = models.CharField(primary_key=True, max_length=64)
    visitor_id = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    data = StorableJSONField()

    class Meta:
        indexes = [
            models.Index(
                "visitor_id", "created_at", "id", name="thread_by_visitor_in_time"
            ),
            models.Index("created_at", "id", name="thread_in_time"),
        ]
        verbose_name = "conversation"

    def __str__(self) -> str:
        return self.id

    @property
    def resume(self) -> str:
        """The key of the résumé on whose page it began; "" is the default one."""
        return str((self.data.get("metadata") or {}).get("resume", ""))


class Feedback(models.TextChoices):
    """The protocol's words."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Item(models.Model):
    """A message or anything else in a thread; ``sequence`` is its order."""

    sequence = models.BigAutoField(primary_key=True)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, db_index=False)
    # Unique within its thread only: models without item ids share a fake one.
    item_id = models.CharField(max_length=200)
    type = models.CharField(max_length=40)
    data = StorableJSONField()
    feedback = models.CharField(max_length=8, choices=Feedback.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "item_id"], name="item_once_per_thread"
            )
        ]
        indexes = [
            models.Index("thread", "sequence", name="item_by_thread_in_order"),
            models.Index(
                fields=["thread"],
                condition=models.Q(feedback="negative"),
                name="item_that_was_disliked",
            ),
            models.Index(
                fields=["thread"],
                condition=models.Q(feedback="positive"),
                name="item_that_was_liked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.item_id}"


class Attachment(models.Model):
    """A visitor's file, sent in ``thread`` or not sent yet.

    ``file`` is empty until the upload is complete; ``text`` is the text found in it,
    ``size`` its bytes.
    """

    id = models.CharField(primary_key=True, max_length=64)
    visitor_id = models.CharField(max_length=64)
    thread = models.ForeignKey(Thread, null=True, on_delete=models.CASCADE)
    created_at = models.DateTimeField(default=timezone.now)
    file = models.FileField(upload_to="uploads", max_length=200, blank=True)
    text = models.TextField(blank=True)
    # With a default of the database's, for a release that does not know the column.
    size = models.PositiveBigIntegerField(default=0, db_default=0)
    data = StorableJSONField()

    class Meta:
        indexes = [
            models.Index("visitor_id", name="attachment_by_visitor"),
            models.Index("size", name="attachment_by_size"),  # their sum
        ]

    def __str__(self) -> str:
        return self.id


class FitSheet(models.Model):
    """The requirements of a job description, compared anew each time they are shown.

    ``data`` holds them, and the languages of the description and of the visitor.
    """

    id = models.CharField(primary_key=True, max_length=32)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    data = StorableJSONField()

    def __str__(self) -> str:
        return self.id


@receiver(post_delete, sender=Attachment)
def delete_file_after_commit(instance: Attachment, using: str, **_: Any) -> None:
    if instance.file.name:
        delete = partial(instance.file.storage.delete, instance.file.name)
        transaction.on_commit(delete, using=using, robust=True)
