"""The form of the settings page: a field for each option, in sections."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from chatkit.admin.provenance import NOTHING, Provenance
from chatkit.config.option import Group, Option
from chatkit.config.options import GROUPS, OPTIONS
from chatkit.config.value_types import Malformed, Paragraphs
from chatkit.models import ChatKitSettings

SECRETS = ("openai_api_key", "django_secret_key")

Fieldset = tuple[str, dict[str, Any]]


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


class SettingsForm(forms.ModelForm):
    change_reason = forms.CharField(
        label="Why",
        required=False,
        max_length=100,
        help_text="Optional. Shown in the history.",
        widget=UnfoldAdminTextInputWidget,
    )

    def __init__(
        self, data: QueryDict | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if data is not None:
            data = data.copy()
            for name in data.getlist("use_environment"):
                data[name] = ""
        super().__init__(data, *args, **kwargs)

    def links_to_errors(self) -> SafeString:
        """Links to the fields with errors: the page is long."""
        fields = (self[name] for name in self.errors if name in self.fields)
        links = ((field.id_for_label, field.label) for field in fields)
        return format_html_join(", ", '<a href="#{}">{}</a>', links)

    def changes(self, stored: ChatKitSettings) -> dict[str, Any]:
        return {
            name: self.cleaned_data[name]
            for name, field in self.fields.items()
            if isinstance(field, OptionField)
            and self.cleaned_data[name] != getattr(stored, name)
        }


def make_widget(provenance: Provenance) -> forms.Widget:
    option, fallback = provenance.option, provenance.fallback
    choices = [(choice, choice) for choice in option.choices]
    if option.type is bool:
        choices = [("true", "on"), ("false", "off")]
    if choices:
        blank = ("", f"Not set here ({fallback})")
        return UnfoldAdminSelectWidget(choices=[blank, *choices])
    if option.type == tuple[str, ...]:
        placeholder = as_typed(option, provenance.fallback_value)
        return UnfoldAdminTextareaWidget({"placeholder": placeholder, "rows": 5})
    attrs: dict[str, Any] = {} if fallback == NOTHING else {"placeholder": fallback}
    if isinstance(option.value_type, Paragraphs):
        return UnfoldAdminTextareaWidget({**attrs, "rows": 4})
    if option.type in (int, int | None):
        attrs["inputmode"] = "numeric"
    if option.type == Decimal | None:
        attrs["inputmode"] = "decimal"
    return UnfoldAdminTextInputWidget(attrs)


def as_typed(option: Option, value: Any) -> str:
    text = option.text(value)
    if option.type == tuple[str, ...]:
        return text.replace(option.separator, "\n")
    return text


def fieldsets(*, may_save: bool) -> list[Fieldset]:
    sections: list[Fieldset] = []
    for group in Group:
        names = [option.name for option in OPTIONS if option.group is group]
        about = GROUPS[group.name.lower()]
        sections.append((str(group), {"description": about, "fields": names}))
    about = "Read from the environment only: never stored, never shown."
    sections.append(("Secrets", {"description": about, "fields": SECRETS}))
    if may_save:
        sections.append(("This change", {"fields": ["change_reason"]}))
    return sections
