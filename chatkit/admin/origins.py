"""Other sites that may use the chat."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from chatkit.admin.base import HistoryAdmin
from chatkit.admin.provenance import explain
from chatkit.config import conf
from chatkit.config.value_types import parse_origin
from chatkit.models import AllowedOrigin, check_origin


class OriginForm(forms.ModelForm):
    class Meta:
        help_texts = {
            "origin": (
                "scheme://host[:port], such as https://example.org; * is any site,"
                " without cookies."
            ),
            "note": "For you: whose site it is, or why it is listed.",
            "enabled": "Turn off to refuse the site without deleting it from the list.",
        }

    def clean_origin(self) -> str:
        value = self.cleaned_data["origin"]
        check_origin(value)
        return parse_origin(value)


@admin.register(AllowedOrigin)
class OriginAdmin(HistoryAdmin):
    form = OriginForm
    list_display = ("origin", "enabled", "note")
    list_editable = ("enabled",)
    list_before_template = "admin/chatkit/origins.html"

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {
            "origins": explain(request.user)["cors_origins"],
            "origins_locked": is_locked(),
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return not is_locked() and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_locked() and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return not is_locked() and super().has_delete_permission(request, obj)


def is_locked() -> bool:
    return "cors_origins" in conf.locked()
