"""One setting as a field of a form: read, checked and normalised by its option."""

# unfold has no type annotations.
# mypy: disable-error-code="import-untyped"
# mypy: no-warn-return-any

from decimal import Decimal
from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from chatkit.admin.provenance import NOTHING, Provenance
from chatkit.config import parsers
from chatkit.config.option import Option


class OptionField(forms.CharField):
    """Text in, the value as the settings row keeps it out; blank is None.

    Numbers are typed as text, too: a browser sends nothing at all for a number field
    with a word in it, and nothing would mean "use the environment's".
    """

    def __init__(self, shown: Provenance) -> None:
        self.option = shown.option
        super().__init__(
            required=False,
            label=shown.option.label,
            help_text=shown.help,
            widget=widget(shown),
        )

    def prepare_value(self, value: Any) -> str:
        return on_lines(self.option, value)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            parsed = self.option.parse(text)
        except parsers.Malformed as error:
            raise forms.ValidationError(f"Expected {error.expected}.") from None
        if isinstance(parsed, bool | int | Decimal):
            return parsed
        return self.option.text(parsed) or None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != initial)
        except forms.ValidationError:
            return True


def widget(shown: Provenance) -> forms.Widget:
    """How the option is typed or chosen; blank says what it gives."""
    option = shown.option
    if choices := choices_of(option):
        blank = ("", f"Not set here ({shown.fallback})")
        return UnfoldAdminSelectWidget(choices=[blank, *choices])
    if option.type == tuple[str, ...]:
        placeholder = on_lines(option, getattr(shown.blank, option.name))
        return UnfoldAdminTextareaWidget({"placeholder": placeholder, "rows": 5})
    attrs: dict[str, Any] = {}
    if shown.fallback != NOTHING:
        attrs["placeholder"] = shown.fallback
    if option.parse is parsers.paragraphs:
        return UnfoldAdminTextareaWidget({**attrs, "rows": 4})
    if option.type in (int, int | None):
        attrs["inputmode"] = "numeric"
    if option.type == Decimal | None:
        attrs["inputmode"] = "decimal"
    return UnfoldAdminTextInputWidget(attrs)


def on_lines(option: Option, value: Any) -> str:
    """The value as it is typed: a list has a line for each of its texts."""
    text = option.text(value)
    if option.type == tuple[str, ...]:
        return text.replace(option.separator, "\n")
    return text


def choices_of(option: Option) -> list[tuple[str, str]]:
    """The words to choose from; empty for what is typed."""
    if option.type is bool:
        return [("true", "on"), ("false", "off")]
    return [(word, word) for word in option.choices]
