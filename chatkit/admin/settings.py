"""The settings page: one row, which the first save creates."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html, format_html_join

from chatkit.admin.base import HistoryAdmin
from chatkit.admin.connection import test_connection
from chatkit.admin.forms import SECRETS, Fieldset, OptionField, SettingsForm, fieldsets
from chatkit.admin.provenance import explain, why_fixed
from chatkit.config import conf, roles
from chatkit.config.options import BY_NAME, OPTIONS
from chatkit.models import ChatKitSettings

PAGE = "admin:chatkit_chatkitsettings_change"
SWITCHED_ON = "The chat is on: the page shows its button again."
SWITCHED_OFF = (
    "The chat is off. Within two seconds questions are refused and the page is shown"
    " without the chat's button."
)


def stored_settings() -> ChatKitSettings:
    """The row, or an unsaved one: reading never writes."""
    return ChatKitSettings.objects.first() or ChatKitSettings(pk=1)


@admin.register(ChatKitSettings)
class SettingsAdmin(HistoryAdmin):
    form = SettingsForm
    empty_value_display = "Not set here"
    warn_unsaved_form = True

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(test_connection)
        test = path("test/", view, name="chatkit_connection_test")
        return [test, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return roles.may_change_any(request.user)

    def get_object(self, *args: Any, **kwargs: Any) -> ChatKitSettings:
        return stored_settings()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Fieldset]:
        return fieldsets(may_save=self.has_change_permission(request))

    def get_readonly_fields(
        self, request: HttpRequest, obj: Any = None
    ) -> Sequence[str]:
        fixed = [o.name for o in OPTIONS if why_fixed(o, request.user)]
        return [*fixed, *SECRETS]

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        explained = explain(request.user)
        kwargs |= {
            "formfield_callback": lambda column, **_: OptionField(
                explained[column.name]
            ),
            "help_texts": {name: shown.help for name, shown in explained.items()},
        }
        return super().get_form(request, obj, **kwargs)

    @admin.display(description="Allowed origins")
    def cors_origins(self, obj: ChatKitSettings) -> str:
        origins = conf.from_rows().cors_origins or ("This site only",)
        items = format_html_join("", "<li>{}</li>", ([origin] for origin in origins))
        return format_html("<ul>{}</ul>", items)

    @admin.display(description="OpenAI API key")
    def openai_api_key(self, obj: ChatKitSettings) -> str:
        return "set" if settings.OPENAI_API_KEY else "not set"

    @admin.display(description="Django secret key")
    def django_secret_key(self, obj: ChatKitSettings) -> str:
        return "set" if settings.SECRET_KEY else "not set"

    def save_model(
        self, request: HttpRequest, obj: Any, form: SettingsForm, change: bool
    ) -> None:
        """Write only what the form changes, in a revert too."""
        row: Any = stored_settings()
        changes = form.changes(row)
        if not changes:
            self.message_user(request, "Nothing was changed.", messages.INFO)
            return
        if row._state.adding:  # a version to revert the first change to
            row._change_reason = "Before the first change"
            row.save()
        for name, value in changes.items():
            setattr(row, name, value)
        row._history_user = request.user
        row._change_reason = form.cleaned_data["change_reason"] or None
        row.save(update_fields=changes)
        names = ", ".join(BY_NAME[name].label for name in changes)
        self.message_user(request, f"Saved and in use: {names}.", messages.SUCCESS)
        if "chat_enabled" in changes:
            if conf.from_rows().chat_enabled:
                self.message_user(request, SWITCHED_ON, messages.SUCCESS)
            else:
                self.message_user(request, SWITCHED_OFF, messages.WARNING)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return redirect(PAGE, stored_settings().pk)

    def changelist_view(self, request: HttpRequest, *args: Any) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect(PAGE, stored_settings().pk)

    def history_view(
        self, request: HttpRequest, object_id: str, *args: Any
    ) -> HttpResponse:
        if stored_settings()._state.adding:
            self.message_user(request, "Nothing has been changed yet.", messages.INFO)
            return redirect(PAGE, 1)
        return super().history_view(request, object_id, *args)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if links := context["adminform"].form.links_to_errors():
            note = format_html("Nothing was saved. Please correct: {}.", links)
            self.message_user(request, note, messages.ERROR)
        context |= {
            "title": "Chat settings",
            "subtitle": None,
            "show_save_and_continue": False,
            "show_close": False,
        }
        return super().render_change_form(request, context, *args, **kwargs)
