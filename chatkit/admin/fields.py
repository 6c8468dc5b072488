"""One setting as a form field: parsed, checked and normalised by its option."""

from decimal import Decimal
from typing import Any

from django import forms
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from chatkit.admin.provenance import NOTHING, Provenance
from chatkit.config.option import Option
from chatkit.config.value_types import Malformed, Paragraphs


class OptionField(forms.CharField):
    """Cleans text to the value that the settings row stores; blank is None.

    Numbers are text fields too: from a number field with a word in it a browser sends
    nothing, and nothing would mean "use the environment's".
    """

    def __init__(self, provenance: Provenance) -> None:
        self.option = provenance.option
        super().__init__(
            required=False,
            label=self.option.label,
            help_text=provenance.help,
            widget=make_widget(provenance),
        )

    def prepare_value(self, value: Any) -> str:
        return as_typed(self.option, value)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            parsed = self.option.value_type.parse(text)
        except Malformed as error:
            raise forms.ValidationError(f"Expected {error.expected}.") from None
        if isinstance(parsed, bool | int | Decimal):
            return parsed
        return self.option.text(parsed) or None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.clean(data) != initial)
        except forms.ValidationError:
            return True


def make_widget(provenance: Provenance) -> forms.Widget:
    """The option's widget; its placeholder is the value in use while it is blank."""
    option, fallback = provenance.option, provenance.fallback
    choices = [(choice, choice) for choice in option.choices]
    if option.type is bool:
        choices = [("true", "on"), ("false", "off")]
    if choices:
        blank = ("", f"Not set here ({fallback})")
        return UnfoldAdminSelectWidget(choices=[blank, *choices])
    if option.type == tuple[str, ...]:
        placeholder = as_typed(option, getattr(provenance.blank, option.name))
        return UnfoldAdminTextareaWidget({"placeholder": placeholder, "rows": 5})
    attrs: dict[str, Any] = {}
    if fallback != NOTHING:
        attrs["placeholder"] = fallback
    if isinstance(option.value_type, Paragraphs):
        return UnfoldAdminTextareaWidget({**attrs, "rows": 4})
    if option.type in (int, int | None):
        attrs["inputmode"] = "numeric"
    if option.type == Decimal | None:
        attrs["inputmode"] = "decimal"
    return UnfoldAdminTextInputWidget(attrs)


def as_typed(option: Option, value: Any) -> str:
    """The value as text; a list has one value on each line."""
    text = option.text(value)
    if option.type == tuple[str, ...]:
        return text.replace(option.separator, "\n")
    return text
