"""Conversations in custom mode, each owned by an anonymous visitor.

The chat SDK's objects are kept as its own JSON (``data``); the other columns are
for ownership, order and lookup.
"""

from django.db import models


class Thread(models.Model):
    """A conversation."""

    id = models.CharField(primary_key=True, max_length=64)
    visitor_id = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    data = models.JSONField()

    class Meta:
        indexes = [
            models.Index(
                "visitor_id", "created_at", "id", name="thread_by_visitor_in_time"
            )
        ]

    def __str__(self) -> str:
        return self.id


class Item(models.Model):
    """A message, or whatever else stands in a thread, in the order it came."""

    sequence = models.BigAutoField(primary_key=True)
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, db_index=False)
    # Not unique by itself: models without item ids of their own share one name.
    item_id = models.CharField(max_length=200)
    type = models.CharField(max_length=40)
    data = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "item_id"], name="item_once_per_thread"
            )
        ]
        indexes = [models.Index("thread", "sequence", name="item_by_thread_in_order")]

    def __str__(self) -> str:
        return f"{self.type} {self.item_id}"
