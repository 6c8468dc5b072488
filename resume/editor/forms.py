# Django's forms take type arguments in the stubs only.
# mypy: disable-error-code="type-arg"
"""The forms of the desk, which save only what ``loadresume`` would load again."""

import json
from collections.abc import Iterator
from functools import cache, partial
from typing import Any

from django import forms
from django.db.models import Field
from django.http import QueryDict
from unfold.widgets import UnfoldAdminSelectWidget

from resume.document.mapping import to_item
from resume.document.validation import InvalidResume, validate
from resume.editor import fields, highlights, labels
from resume.editor.fields import too_long
from resume.editor.other.values import add_fields, names, typed
from resume.models import Entry, Highlight
from resume.page.presentation import is_open
from resume.sections import SECTIONS, Fields

KINDS: dict[str, Any] = {
    "start": fields.DateField,
    "end": partial(fields.DateField, is_end=True),
    "email": fields.EmailField,
    "url": fields.AddressField,
    "meta_canonical": fields.AddressField,
    **dict.fromkeys(("summary", "description"), fields.ProseField),
    **dict.fromkeys(("keywords", "roles"), fields.WordsField),
}


def visibility_field(**options: Any) -> forms.ChoiceField:
    widget = UnfoldAdminSelectWidget
    return forms.ChoiceField(
        choices=[*labels.SEEN_BY.items()], widget=widget, **options
    )


def form_field(column: "Field[Any, Any]", **options: Any) -> Any:
    if column.name == "visibility" and column.choices:
        return visibility_field(**options)
    return KINDS.get(column.name, fields.TextField)(**options)


class DeskForm(forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs["instance"]
        # Forms of several cards stand on one page.
        place = instance.pk or getattr(instance, "section", "")
        kwargs["auto_id"] = f"{type(instance).__name__}-{place}-%s"
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if type(field.widget) is fields.Line and "\n" in str(self[name].value()):
                field.widget = fields.Prose()

    def clean(self) -> None:
        """What was not changed stays exactly as it is in the document."""
        fields.refuse_long(self)
        for name in self.cleaned_data.keys() & set(self._meta.fields or ()):
            before = getattr(self.instance, name)
            field = self.fields[name]
            if name not in self.changed_data:
                self.cleaned_data[name] = before
            elif isinstance(field, fields.WordsField):
                words = field.clean_words(self.cleaned_data[name], before)
                self.cleaned_data[name] = words or None

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            return
        try:
            # Without Django's classes, as the exported document is.
            validate(json.loads(json.dumps(self.document())))
        except InvalidResume as invalid:
            for problem in invalid.problems:
                path, _, message = problem.partition(": ")
                self.refuse(path, message)

    def document(self) -> dict[str, Any]:
        raise NotImplementedError

    def columns(self) -> Fields:
        """The columns by their keys in the document."""
        raise NotImplementedError

    def refuse(self, path: str, message: str) -> None:
        keys = path.replace("[", ".").split(".")
        found = [self.columns()[key] for key in keys if key in self.columns()]
        field = found[-1] if found and found[-1] in self.fields else None
        self.add_error(field, message if field else f"{path}: {message}")

    def differences(self) -> Iterator[tuple[str, str]]:
        """Labels of what was typed otherwise than it is stored, and what is stored."""
        for name in self.changed_data:
            stored = self.fields[name].prepare_value(
                self.get_initial_for_field(self.fields[name], name)
            )
            yield str(self.fields[name].label), str(stored or "")


class EntryForm(DeskForm):
    instance: Entry

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if is_open(kwargs["instance"]):
            kwargs["initial"] = {"end": fields.PRESENT}
        super().__init__(*args, **kwargs)
        add_fields(self, "extra", self.instance.extra)
        self.before = highlights.stored(self.instance) if self.instance.pk else []
        self.rows = self.before
        if isinstance(self.data, QueryDict) and SECTIONS[self.instance.section].items:
            self.rows = highlights.posted(self.data, self.before)

    def clean(self) -> None:
        super().clean()
        self.instance.extra = typed(self, "extra", self.instance.extra)
        if problem := next(filter(None, (too_long(r.text) for r in self.rows)), ""):
            said = labels.LABELS[self.instance.section]["item"]
            self.add_error(None, f"{said}: {problem}")

    def own(self) -> list[forms.BoundField]:
        """What the standard lacks."""
        return [self[name] for name in names(self, "extra")]

    def standard(self) -> list[forms.BoundField]:
        return [self[name] for name in labels.columns(self.instance.section)]

    def document(self) -> dict[str, Any]:
        section = self.instance.section
        rows = [Highlight(text=row.text) for row in self.rows]
        item = to_item(self.instance, rows)
        profiles = section == "profiles"
        return {"basics": {section: [item]}} if profiles else {section: [item]}

    def columns(self) -> Fields:
        return SECTIONS[self.instance.section].fields

    def differences(self) -> Iterator[tuple[str, str]]:
        yield from super().differences()
        if [row.text for row in self.rows] != [row.text for row in self.before]:
            lines = "\n".join(row.text for row in self.before)
            yield labels.LABELS[self.instance.section]["items"], lines

    def save(self, commit: bool = True) -> Entry:
        entry: Entry = super().save(commit)
        highlights.save(entry, self.rows)
        return entry


@cache
def entry_form(section: str) -> Any:
    """The class of the section's form."""
    named = labels.columns(section)
    return forms.modelform_factory(
        Entry,
        EntryForm,
        fields=[*named, "visibility"],
        labels={**named, "visibility": "Who sees it"},
        formfield_callback=form_field,
    )
