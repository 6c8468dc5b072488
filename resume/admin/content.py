# unfold has no type annotations, and Django's classes take type arguments in the
# stubs only.
# mypy: disable-error-code="import-untyped,type-arg"
# mypy: allow-subclassing-any, no-warn-return-any

import json
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminTextareaWidget

from resume.document.mapping import to_head, to_item
from resume.document.validation import UNSTORABLE, InvalidResume, validate
from resume.models import Entry, Highlight, Resume
from resume.sections import BASICS, LOCATION, META, ROOT, SECTIONS, Fields


def prose() -> forms.Textarea:
    return UnfoldAdminTextareaWidget(attrs={"rows": 3, "cols": 80})


class LoadableForm(forms.ModelForm):
    """Refuses what ``loadresume`` would refuse of the exported document."""

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


class ResumeForm(LoadableForm):
    class Meta:
        widgets = {"summary": prose(), "address": prose()}

    def document(self) -> dict[str, Any]:
        return to_head(self.instance)

    def columns(self) -> Fields:
        return {**ROOT, **BASICS, **LOCATION, **META}


class EntryForm(LoadableForm):
    class Meta:
        widgets = {"summary": prose(), "description": prose()}

    def document(self) -> dict[str, Any]:
        item = to_item(self.instance, [])
        section = self.instance.section
        profiles = section == "profiles"
        return {"basics": {section: [item]}} if profiles else {section: [item]}

    def columns(self) -> Fields:
        return SECTIONS[self.instance.section].fields

    def clean(self) -> None:
        super().clean()
        if not (section := SECTIONS.get(self.cleaned_data.get("section", ""))):
            return
        known = {"resume", "section", "rank", *section.fields.values()}
        for name in self.cleaned_data.keys() - known:
            if self.cleaned_data[name] not in (None, ""):
                message = f"{section.heading} have no such field: it would be lost."
                self.add_error(name, message)
        stored = self.instance.pk and self.instance.highlights.exists()
        if stored and not section.items:
            message = f"{section.heading} have no highlights: delete them first."
            self.add_error("section", message)


class WordsField(forms.JSONField):
    """Shows again what can't be stored, such as half a surrogate pair."""

    def prepare_value(self, value: Any) -> str:
        text = super().prepare_value(value)
        return UNSTORABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class RankForm(forms.ModelForm):
    """The field in the list."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rank"].widget.attrs["aria-label"] = f"Rank of {self.instance}"


class HighlightForm(forms.ModelForm):
    class Meta:
        widgets = {"text": prose()}


class HighlightInline(TabularInline):
    model = Highlight
    form = HighlightForm
    fields = ("rank", "text")
    extra = 0


@admin.register(Resume)
class ResumeAdmin(ModelAdmin):
    form = ResumeForm
    fieldsets = (
        (None, {"fields": ("name", "label", "summary", "image")}),
        ("Contact", {"fields": ("email", "phone", "url")}),
        (
            "Location",
            {"fields": ("address", "postal_code", "city", "region", "country_code")},
        ),
        (
            "Document",
            {"fields": ("meta_canonical", "meta_version", "meta_last_modified")},
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Resume.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Its entries would go with it: another document replaces them one by one."""
        return False


@admin.register(Entry)
class EntryAdmin(ModelAdmin):
    form = EntryForm
    list_display = ("__str__", "section", "rank", "start", "end")
    list_filter = ("section",)
    list_editable = ("rank",)
    ordering = ("section", "rank", "pk")
    search_fields = ("title", "organization", "summary", "highlights__text")
    readonly_fields = ("dom_id",)
    formfield_overrides = {models.JSONField: {"form_class": WordsField}}  # noqa: RUF012
    exclude = ("extra", "empty_highlights")  # bookkeeping of the loaded document
    inlines = (HighlightInline,)

    def get_changelist_form(
        self, request: HttpRequest, **kwargs: Any
    ) -> type[forms.ModelForm]:
        return super().get_changelist_form(request, form=RankForm, **kwargs)
