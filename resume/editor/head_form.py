"""The form of the basics: name, contact, place, and who sees which of them."""

from typing import Any

from django import forms

from resume.document.mapping import to_head
from resume.editor import fields
from resume.editor.forms import DeskForm, form_field, visibility_field
from resume.editor.labels import BASICS as LABELS
from resume.editor.labels import seen_label
from resume.editor.other.values import add_fields, names, typed
from resume.models import Resume
from resume.sections import BASICS, IMAGE_ALT, LOCATION, META, ROOT, Fields
from resume.visibility import HEAD, Visibility

ALT_LABEL = (
    "The photograph in words",
    "Read out to those who can't see it; your name if empty",
)


class HeadForm(DeskForm):
    instance: Resume

    class Meta:
        model = Resume
        fields = tuple(LABELS)
        labels = LABELS
        formfield_callback = form_field
        help_texts = {"country_code": "Two letters, for example SE"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["address"].widget = fields.Prose()
        add_fields(self, "extra", self._extra())
        alt = self.fields[f"extra-{IMAGE_ALT}"]
        alt.label, alt.help_text = ALT_LABEL
        for key in (*HEAD, *(self.instance.basics_extra or {})):
            if key != IMAGE_ALT:
                self._add_visibility(key)

    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "label", "summary")]

    def groups(self) -> list[list[forms.BoundField]]:
        """What belongs together, with who sees it at the end."""
        others = [key for key in self.instance.basics_extra or {} if key != IMAGE_ALT]
        parts = {key: [*columns] for key, columns in HEAD.items()}
        parts["photograph"] = [f"extra-{IMAGE_ALT}"]
        for key in others:  # one may be called address, too
            parts.setdefault(key, []).extend(names(self, "extra", (key,)))
        return [
            [self[name] for name in (*names, f"seen-{key}") if name in self.fields]
            for key, names in parts.items()
        ]

    def document_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("meta_")]

    def _add(self, name: str, field: forms.Field, value: Any) -> None:
        self.fields[name] = field
        self.initial[name] = value

    def _add_visibility(self, key: str) -> None:
        shown = (self.instance.visibility or {}).get(key, Visibility.SHOWN)
        self._add(f"seen-{key}", visibility_field(label=seen_label(key)), shown)

    def clean(self) -> None:
        super().clean()
        if {*names(self, "extra")} & {*self.changed_data}:
            extra = typed(self, "extra", self._extra())
            if not extra.get(IMAGE_ALT, True):  # it had none
                del extra[IMAGE_ALT]
            self.instance.basics_extra = extra
        changed = {name: self.cleaned_data.get(name) for name in self.changed_data}
        for name, value in changed.items():
            kind, _, key = name.partition("-")
            if kind == "seen":
                self.instance.visibility = {
                    **(self.instance.visibility or {}),
                    key: value,
                }

    def _extra(self) -> dict[str, Any]:
        extra = self.instance.basics_extra or {}
        return {**extra, IMAGE_ALT: extra.get(IMAGE_ALT, "")}

    def document(self) -> dict[str, Any]:
        return to_head(self.instance)

    def columns(self) -> Fields:
        return {**ROOT, **BASICS, **LOCATION, **META}
