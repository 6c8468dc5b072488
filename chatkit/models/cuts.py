"""What the claim guard removed from answers, and what the owner says of it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from chatkit.fields import StorableJSONField


class Judgement(models.TextChoices):
    """The labels of ``bench/guard_cases``."""

    TRUE = "true", "the sentence was true"
    FALSE = "false", "rightly cut"


class Cut(models.Model):
    """A sentence that was removed, deleted with its conversation.

    ``cited`` are the ids of the passages that it cited. ``nearest_text`` is the passage
    with most of its words as it was then, "" if there was none.
    """

    thread = models.ForeignKey("chatkit.Thread", on_delete=models.CASCADE)
    cut_at = models.DateTimeField(default=timezone.now)
    model = models.CharField(max_length=100, blank=True)
    sentence = models.TextField()
    reason = models.TextField(blank=True)
    cited = StorableJSONField(default=list)
    nearest_text = models.TextField(blank=True)
    nearest_url = models.TextField(blank=True)
    judgement = models.CharField(max_length=5, choices=Judgement.choices, blank=True)

    class Meta:
        verbose_name = "cut sentence"

    def __str__(self) -> str:
        return self.sentence
