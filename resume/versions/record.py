import json
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models

MAX_NOTE = 300  # characters


class PublishedVersion(models.Model):
    """What was published at one time; ``content`` is JSON, see ``snapshot.take``.

    The id is random because a restored database would give a number again.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    resume = models.ForeignKey("resume.Resume", models.CASCADE, "versions")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField(auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    note = models.CharField(blank=True, max_length=MAX_NOTE)
    content = models.TextField()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(
                fields=("resume", "number"), name="version_number_is_unique"
            )
        ]

    def __str__(self) -> str:
        return f"Version {self.number}"

    @cached_property
    def rows(self) -> dict[str, Any]:
        """The content, decoded; not to be changed."""
        decoded: dict[str, Any] = json.loads(self.content)
        return decoded


class Picture(models.Model):
    """A picture that a version shows, by its digest: versions share it."""

    digest = models.CharField(primary_key=True)
    content_type = models.CharField()
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.digest
