from typing import Any

from django.db import models
from django.utils.text import slugify

from resume.document.ids import UsedIds

MAX_SLUG = 80


class Story(models.Model):
    """What the owner tells about an entry or a highlight, in Markdown.

    ``about`` is that one's id on the page, which outlives rewording.
    """

    resume = models.ForeignKey("resume.Resume", models.CASCADE, "stories")
    about = models.CharField(max_length=100)
    slug = models.SlugField(max_length=MAX_SLUG, editable=False)
    title = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "stories"
        constraints = [
            models.UniqueConstraint(fields=("resume", "about"), name="story_is_of_one"),
            models.UniqueConstraint(
                fields=("resume", "slug"), name="story_slug_is_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Its address stays when it gets another title."""
        if not self.slug:
            wanted = slugify(self.title)[: MAX_SLUG - 4] or "story"
            taken = {*self.resume.stories.values_list("slug", flat=True)}
            self.slug = UsedIds(taken).take(wanted)
        super().save(*args, **kwargs)
