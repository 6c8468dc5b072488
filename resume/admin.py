# unfold has no type annotations, and Django's classes take type arguments in the
# stubs only.
# mypy: disable-error-code="import-untyped,type-arg"
# mypy: allow-subclassing-any, no-warn-return-any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from unfold.admin import ModelAdmin, TabularInline
from unfold.widgets import UnfoldAdminTextareaWidget

from resume.models import Entry, Highlight, Resume


def prose() -> forms.Textarea:
    return UnfoldAdminTextareaWidget(attrs={"rows": 3, "cols": 80})


class ResumeForm(forms.ModelForm):
    class Meta:
        widgets = {"summary": prose(), "address": prose()}


class EntryForm(forms.ModelForm):
    class Meta:
        widgets = {"summary": prose(), "description": prose()}


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


@admin.register(Entry)
class EntryAdmin(ModelAdmin):
    form = EntryForm
    list_display = ("__str__", "section", "rank", "start", "end")
    list_filter = ("section",)
    list_editable = ("rank",)
    ordering = ("section", "rank", "pk")
    search_fields = ("title", "organization", "summary", "highlights__text")
    readonly_fields = ("dom_id",)
    exclude = ("extra", "empty_highlights")  # bookkeeping of the loaded document
    inlines = (HighlightInline,)
