"""The owner's settings, and the other sites that may use the chat."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from simple_history.models import HistoricalRecords

from chatkit.config.option import Option
from chatkit.config.options import OPTIONS
from chatkit.config.value_types import Malformed, parse_origin


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
