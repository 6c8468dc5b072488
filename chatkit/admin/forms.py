"""The form of the settings page, and its sections."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from unfold.widgets import UnfoldAdminTextInputWidget

from chatkit.admin.fields import OptionField
from chatkit.admin.provenance import Provenance
from chatkit.config.option import Group
from chatkit.config.options import OPTIONS
from chatkit.models import ChatKitSettings

DESCRIPTIONS = {
    Group.SWITCH: "Stops the chat for everybody at once; the page stays.",
    Group.MODE: "Who answers your visitors.",
    Group.UPLOADS: "What visitors may attach to a question.",
    Group.LIMITS: "How much one visitor may ask, so that nobody spends your budget.",
    Group.BUDGETS: "What the model may use in a day (UTC). After that, visitors get"
    " answers from the embedded answerer.",
    Group.EMBEDDING: "Which other sites may offer this chat on their pages.",
    Group.PRIVACY: "How long conversations are kept.",
    Group.WIDGET: "What visitors read before they ask anything.",
    Group.ANSWERS: "How a model writes answers, if you use one.",
}
SECRETS = ("openai_api_key", "django_secret_key")

Fieldset = tuple[str, dict[str, Any]]


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
        """A field whose "Use the environment's" is ticked counts as blank."""
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
        """The submitted values that differ from the stored ones, by name."""
        return {
            name: self.cleaned_data[name]
            for name, field in self.fields.items()
            if isinstance(field, OptionField)
            and self.cleaned_data[name] != getattr(stored, name)
        }


def factory_options(provenances: Mapping[str, Provenance]) -> dict[str, Any]:
    """Arguments for ``modelform_factory``: an OptionField for each column."""

    def make_field(column: Any, **_: Any) -> OptionField:
        return OptionField(provenances[column.name])

    return {
        "formfield_callback": make_field,
        "help_texts": {name: shown.help for name, shown in provenances.items()},
    }


def fieldsets(*, may_save: bool) -> list[Fieldset]:
    sections: list[Fieldset] = [
        (
            str(group),
            {
                "description": DESCRIPTIONS[group],
                "fields": [o.name for o in OPTIONS if o.group is group],
            },
        )
        for group in Group
    ]
    about = "Read from the environment only: never stored, never shown."
    sections.append(("Secrets", {"description": about, "fields": SECRETS}))
    if may_save:
        sections.append(("This change", {"fields": ["change_reason"]}))
    return sections
