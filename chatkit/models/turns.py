"""Questions being answered, and the record of what each cost."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Outcome(models.TextChoices):
    """LOST: the process ended before the turn did."""

    RUNNING = "running", "being answered"
    ANSWERED = "answered", "answered"
    UNANSWERED = "unanswered", "the résumé does not say"
    STOPPED = "stopped", "stopped by the visitor"
    OVERDUE = "overdue", "took too long"
    FAILED = "failed", "failed"
    SETTLED = "settled", "not answered then, answered since"
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
    time the process is gone. Turns outlive their thread, for the budgets. The tokens and
    the time of a second opinion are in the other tokens and the other time too.
    """

    thread = models.ForeignKey("chatkit.Thread", null=True, on_delete=models.SET_NULL)
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
    opinion_tokens = models.PositiveIntegerField(default=0, db_default=0)
    opinion_milliseconds = models.PositiveIntegerField(default=0, db_default=0)
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
