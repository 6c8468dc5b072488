# unfold has no type annotations, and Django's classes take type arguments in the
# stubs only.
# mypy: disable-error-code="import-untyped,type-arg"
# mypy: allow-subclassing-any, no-warn-return-any

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextareaWidget

from resume.models import Resume
from resume.options import SiteOptions
from resume.sections import SECTIONS

PAGE = "admin:resume_siteoptions_change"


class SectionsField(forms.Field):
    """The keys of sections, one a line."""

    widget = UnfoldAdminTextareaWidget(attrs={"rows": 6})

    def prepare_value(self, value: Any) -> str:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        lines = (value or "").splitlines()
        return list(dict.fromkeys(filter(None, map(str.strip, lines))))


class OptionsForm(forms.ModelForm):
    section_order = SectionsField(required=False, label="Order of sections")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section_order"].help_text = (
            "One section a line, the first on top; those that are not listed follow in"
            f" the usual order: {', '.join(section_keys())}."
        )

    def clean_section_order(self) -> list[str]:
        order: list[str] = self.cleaned_data["section_order"]
        if unknown := [key for key in order if key not in section_keys()]:
            raise forms.ValidationError(
                f"There is no section {', '.join(unknown)}. Sections are"
                f" {', '.join(section_keys())}."
            )
        return order


def section_keys() -> list[str]:
    """Those of the standard, then the document's own."""
    own = (key for resume in Resume.objects.all() for key in resume.own_extra)
    return [*dict.fromkeys((*SECTIONS, *own))]


@admin.register(SiteOptions)
class SiteOptionsAdmin(ModelAdmin):
    form = OptionsForm
    warn_unsaved_form = True
    fieldsets = (
        ("Looks", {"fields": ("theme", "accent", "show_photo", "section_order")}),
        ("More than one résumé", {"fields": ("by_language",)}),
        ("Files", {"fields": ("paper",)}),
        ("Search engines and crawlers", {"fields": ("base_url", "ai_crawlers")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_object(self, *args: Any, **kwargs: Any) -> SiteOptions:
        return SiteOptions.current()

    def changelist_view(self, request: HttpRequest, *args: Any) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(PAGE, SiteOptions.current().pk)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        super().response_change(request, obj)  # the message
        return redirect(PAGE, obj.pk)
