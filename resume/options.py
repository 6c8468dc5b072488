"""What the owner chooses about the page and the files made from the résumé."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from resume.page.accent import MIN_CONTRAST, contrast


class Theme(models.TextChoices):
    CLASSIC = "classic"
    MODERN = "modern"
    COMPACT = "compact"


class Paper(models.TextChoices):
    A4 = "A4", "A4"
    LETTER = "Letter", "Letter"


class AICrawlers(models.TextChoices):
    ALLOW = "allow", "may search, answer with and learn from the page"
    SEARCH_ONLY = (
        "search-only",
        "may search and answer with the page, not learn from it",
    )
    REFUSE = "refuse", "are asked to stay away"


def require_accent(value: str) -> None:
    """``#rrggbb`` that is legible on white."""
    if not re.fullmatch(r"#[0-9a-f]{6}", value, re.IGNORECASE):
        raise ValidationError("Write the colour as #rrggbb, such as #1d5a8c.")
    if (found := contrast(value, "#ffffff")) < MIN_CONTRAST:
        raise ValidationError(
            f"Text in this colour is hard to read on white: its contrast is"
            f" {found:.1f}, and {MIN_CONTRAST} is the least. Choose a darker one."
        )


def require_base_url(value: str) -> None:
    if not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", value):
        raise ValidationError(
            "Write the address as visitors see it, such as https://example.org/resume."
        )


class SiteOptions(models.Model):
    """One row, which the first save creates; another version is published with it."""

    theme = models.CharField(choices=Theme, default=Theme.CLASSIC)
    accent = models.CharField(
        "accent colour",
        blank=True,
        validators=[require_accent],
        help_text="#rrggbb, dark enough to be read on white; the theme's own if empty",
    )
    paper = models.CharField(choices=Paper, default=Paper.A4, help_text="Of the PDF")
    show_photo = models.BooleanField(default=True)
    section_order = models.JSONField(default=list, blank=True)
    by_language = models.BooleanField(
        "greet visitors in their language",
        default=False,
        db_default=False,
        help_text="The site's address leads to the résumé in the first of the languages"
        " that a visitor's browser asks for; to the default one if there is none.",
    )
    ai_crawlers = models.CharField(
        "AI crawlers", choices=AICrawlers, default=AICrawlers.ALLOW
    )
    base_url = models.CharField(
        "address of the site",
        blank=True,
        validators=[require_base_url],
        help_text="As visitors see it, such as https://example.org; DJANGO_BASE_URL"
        " if empty. Search engines and shared links get it.",
    )

    class Meta:
        verbose_name = verbose_name_plural = "page settings"

    def __str__(self) -> str:
        return "Page settings"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.base_url = self.base_url.rstrip("/")
        super().save(*args, **kwargs)

    @classmethod
    def current(cls) -> "SiteOptions":
        """The row, or an unsaved one: reading never writes."""
        return cls.objects.first() or cls(pk=1)
