"""What the owner adds to the résumé: answers, policies, and questions kept as checks."""

from __future__ import annotations

from django.apps import apps
from django.apps.registry import Apps
from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from chatkit.answering.owner.words import OwnAnswer as Answer
from chatkit.answering.owner.words import OwnWords, Policy, Topic, Way

MAX_ANSWER = 600  # characters: visitors read it in a chat


class AnswerPolicy(models.Model):
    """What is answered about a topic where the résumé does not say."""

    class Ways(models.TextChoices):
        UNSET = "", "Not set: answer as the chat does by itself"
        TEXT = Way.TEXT.value, "Answer with the text below"
        DISCUSS = Way.DISCUSS.value, "Offer to discuss it in person"
        DECLINE = Way.DECLINE.value, "Decline to answer"

    topic = models.CharField(max_length=20, blank=True, editable=False)
    name = models.CharField("topic", max_length=80)
    words = models.TextField(
        "words that match it",
        blank=True,
    )
    way = models.CharField(
        "where the résumé does not say",
        max_length=10,
        choices=Ways.choices,
        blank=True,
        default=Ways.UNSET,
    )
    text = models.TextField(
        blank=True,
        max_length=MAX_ANSWER,
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["topic"],
                condition=~models.Q(topic=""),
                name="one_policy_per_topic",
            )
        ]
        verbose_name = "answer policy"
        verbose_name_plural = "answer policies"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        errors = {}
        if self.way == Way.TEXT and not self.text.strip():
            errors["text"] = "Write the answer, or choose another way."
        if not self.topic and not lines(self.words):
            errors["words"] = "Without words, no question is about this topic."
        if errors:
            raise ValidationError(errors)


class OwnAnswer(models.Model):
    """A question and its answer in the owner's words."""

    question = models.TextField()
    answer = models.TextField(max_length=MAX_ANSWER)
    enabled = models.BooleanField(default=True)
    changed_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-changed_at", "-id"]
        verbose_name = "own answer"

    def __str__(self) -> str:
        return next(iter(lines(self.question)), "")


class QuestionCheck(models.Model):
    """A question that was answered well; ``check_answers`` asks it again.

    ``cited`` are the ids of the passages that the answer rested on.
    """

    question = models.TextField()
    answer = models.TextField()
    cited = models.JSONField(default=list)
    accepted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-accepted_at", "-id"]
        verbose_name = "kept question"

    def __str__(self) -> str:
        return self.question


def lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def load_own_words() -> OwnWords:
    """Two queries."""
    answers = OwnAnswer.objects.filter(enabled=True).exclude(answer="").order_by("id")
    policies = AnswerPolicy.objects.exclude(way="").exclude(way=Way.TEXT, text="")
    return OwnWords(
        tuple(
            Answer(f"answer-{row.pk}", lines(row.question), row.answer.strip())
            for row in answers
        ),
        tuple(
            Policy(
                f"topic-{row.pk}",
                row.topic,
                row.name,
                lines(row.words),
                row.way,
                row.text.strip(),
            )
            for row in policies
        ),
    )


def create_policies(apps: Apps = apps, **_: object) -> None:
    """Receiver of ``post_migrate``: a row for each topic, which decides nothing yet."""
    try:
        apps.get_model("chatkit", "AnswerPolicy")
    except LookupError:
        return  # migrated to an older state
    known = set(AnswerPolicy.objects.values_list("topic", flat=True))
    AnswerPolicy.objects.bulk_create(
        AnswerPolicy(topic=topic, name=topic.label)
        for topic in Topic
        if topic not in known
    )
