"""The settings page's form, and where each field of it stands."""

# unfold has no type annotations, and Django's classes take type arguments in the
# stubs only.
# mypy: disable-error-code="import-untyped,type-arg"

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
    Group.SWITCH: "Stops the chat at once, for everybody; the page stays.",
    Group.MODE: "Who answers your visitors.",
    Group.UPLOADS: "What visitors may attach to a question.",
    Group.LIMITS: "How much one visitor may ask, so that nobody spends your budget.",
    Group.BUDGETS: "What the model may cost in a day (UTC). Beyond it visitors still get"
    " answers, from the embedded answerer.",
    Group.EMBEDDING: "Which other sites may offer this chat on their pages.",
    Group.PRIVACY: "How long conversations are kept.",
    Group.WIDGET: "What visitors read before they have asked anything.",
    Group.ANSWERS: "How answers are written where a model writes them.",
}
SECRETS = ("openai_api_key", "django_secret_key")

Fieldset = tuple[str, dict[str, Any]]


class SettingsForm(forms.ModelForm):
    change_reason = forms.CharField(
        label="Why",
        required=False,
        max_length=100,
        help_text="For the history; may stay empty.",
        widget=UnfoldAdminTextInputWidget,
    )

    def __init__(
        self, data: QueryDict | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """A field whose "Use the environment's" is ticked reads as blank."""
        if data is not None:
            data = data.copy()
            for name in data.getlist("use_environment"):
                data[name] = ""
        super().__init__(data, *args, **kwargs)

    def links_to_errors(self) -> SafeString:
        """The names of the fields to mend, each a link: the page is long."""
        fields = (self[name] for name in self.errors if name in self.fields)
        links = ((field.id_for_label, field.label) for field in fields)
        return format_html_join(", ", '<a href="#{}">{}</a>', links)

    def changes(self, stored: ChatKitSettings) -> dict[str, Any]:
        """The values by name in which the form differs from what is stored."""
        return {
            name: self.cleaned_data[name]
            for name, field in self.fields.items()
            if isinstance(field, OptionField)
            and self.cleaned_data[name] != getattr(stored, name)
        }


def factory_options(shown: Mapping[str, Provenance]) -> dict[str, Any]:
    """For ``modelform_factory``: fields that know their options, and help for all."""

    def field(column: Any, **_: Any) -> OptionField:
        return OptionField(shown[column.name])

    return {
        "formfield_callback": field,
        "help_texts": {name: provenance.help for name, provenance in shown.items()},
    }


def fieldsets(*, may_save: bool) -> list[Fieldset]:
    """A section for each thing an owner wants to do."""
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
    about = "Read from the environment only: never kept here, never shown."
    sections.append(("Secrets", {"description": about, "fields": SECRETS}))
    if may_save:
        sections.append(("This change", {"fields": ["change_reason"]}))
    return sections
