"""The owner's settings, and the conversations of custom mode.

``data`` holds the chat SDK's objects as its own JSON; the other columns of Thread and
Item are for ownership, order and lookup.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from simple_history.models import HistoricalRecords

from chatkit.config.option import Option
from chatkit.config.options import OPTIONS
from chatkit.config.value_types import Malformed, parse_origin
from chatkit.fields import StorableJSONField


def column(option: Option) -> models.Field[Any, Any]:
    """The typed column of an option; null is "not set here".

    Without the help text, so that rewording it needs no migration.
    """
    shared: dict[str, Any] = {"verbose_name": option.label, "null": True, "blank": True}
    if option.choices:
        words = [(word, word) for word in option.choices]
        return models.CharField(max_length=20, choices=words, **shared)
    if option.type is bool:
        return models.BooleanField(**shared)
    if option.type in (int, int | None):
        return models.PositiveIntegerField(**shared)
    if option.type == Decimal | None:
        return models.DecimalField(max_digits=10, decimal_places=4, **shared)
    return models.TextField(**shared)


if TYPE_CHECKING:

    class Columns(models.Model):
        class Meta:
            abstract = True

else:
    Columns = type(
        "Columns",
        (models.Model,),
        {
            "__module__": __name__,
            "Meta": type("Meta", (), {"abstract": True}),
            **{o.name: column(o) for o in OPTIONS if o.name != "cors_origins"},
        },
    )


class ChatKitSettings(Columns):
    """One row, with a column for each option except the origins (AllowedOrigin)."""

    history = HistoricalRecords()

    class Meta:
        verbose_name = "chat settings"
        verbose_name_plural = "chat settings"
        permissions = [("change_chat_texts", "Can change the chat's texts")]

    def __str__(self) -> str:
        return "Chat settings"


def check_origin(value: str) -> None:
    try:
        parse_origin(value)
    except Malformed as error:
        raise ValidationError(f"Expected {error.expected}.") from None


class AllowedOrigin(models.Model):
    """Another site that may use the chat."""

    origin = models.CharField(
        max_length=300,
        unique=True,
        validators=[check_origin],
        help_text="scheme://host[:port], such as https://example.org",
    )
    note = models.CharField(max_length=200, blank=True)
    enabled = models.BooleanField(default=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["origin"]

    def __str__(self) -> str:
        return self.origin

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.origin = parse_origin(self.origin)
        super().save(*args, **kwargs)


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


class Outcome(models.TextChoices):
    """LOST: the process ended before the turn did."""

    RUNNING = "running", "being answered"
    ANSWERED = "answered", "answered"
    UNANSWERED = "unanswered", "the résumé does not say"
    STOPPED = "stopped", "stopped by the visitor"
    OVERDUE = "overdue", "took too long"
    FAILED = "failed", "failed"
    LOST = "lost", "lost with its process"


class AnsweredBy(models.TextChoices):
    """The first two cost money."""

    MODEL = "model"
    AGENT = "agent"
    EMBEDDED = "embedded"


#: The turns that count against the budgets: those that cost or may cost.
COSTLY = (
    models.Q(outcome="running")
    | models.Q(answered_by__in=("model", "agent"))
    | models.Q(input_tokens__gt=0)  # the model's answer was not shown
)


class Turn(models.Model):
    """One question being answered; afterwards, the record of its usage.

    A thread has at most one running turn. Its process renews ``expires_at``; after that
    time the process is gone. Turns outlive their thread, for the budgets.
    """

    thread = models.ForeignKey(Thread, null=True, on_delete=models.SET_NULL)
    visitor_id = models.CharField(max_length=64)
    started_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    outcome = models.CharField(
        max_length=10, choices=Outcome.choices, default=Outcome.RUNNING
    )
    milliseconds = models.PositiveIntegerField(null=True)
    question_id = models.CharField(max_length=200, blank=True)
    answer_id = models.CharField(max_length=200, blank=True)
    answered_by = models.CharField(max_length=10, blank=True)
    model = models.CharField(max_length=100, blank=True)
    input_tokens = models.PositiveIntegerField(default=0)
    output_tokens = models.PositiveIntegerField(default=0)
    cut_claims = models.PositiveIntegerField(default=0)
    fallback = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thread"],
                condition=models.Q(outcome="running"),
                name="one_running_turn_per_thread",
            )
        ]
        indexes = [
            models.Index("started_at", name="turn_in_time"),
            models.Index("visitor_id", "started_at", name="turn_by_visitor_in_time"),
            models.Index(
                fields=["started_at"], condition=COSTLY, name="costly_turn_in_time"
            ),
        ]
        verbose_name = "turn"
        verbose_name_plural = "usage"

    def __str__(self) -> str:
        return f"{self.outcome} turn of {self.started_at:%d %B %Y %H:%M}"


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


@receiver(post_delete, sender=Attachment)
def delete_file_after_commit(instance: Attachment, using: str, **_: Any) -> None:
    if instance.file.name:
        delete = partial(instance.file.storage.delete, instance.file.name)
        transaction.on_commit(delete, using=using, robust=True)


class CacheEntry(models.Model):
    """A row of ``chatkit.api.cache``; ``expires`` is in Unix seconds."""

    key = models.CharField(primary_key=True, max_length=300)
    value = models.TextField()
    expires = models.FloatField(db_index=True)

    def __str__(self) -> str:
        return self.key
