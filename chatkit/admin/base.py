"""What admin pages share: rows that nobody edits, and a history of changes."""

from typing import Any

from django import forms
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper
from unfold.admin import ModelAdmin
from unfold.forms import AdminForm, Fieldline


class ReadOnlyAdmin(ModelAdmin):
    """Rows that the chat writes and nobody edits."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Changes(HistoricalRecordContextHelper):
    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        if value in (None, ""):
            return "not set here"
        if isinstance(value, bool):
            return "on" if value else "off"
        return value


class EnabledForm(forms.ModelForm):
    """The field ``enabled`` in a list, which says to a screen reader whose it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        label = f"{self.instance} is enabled"
        self.fields["enabled"].widget.attrs["aria-label"] = label


class HistoryAdmin(SimpleHistoryAdmin, ModelAdmin):
    """Who may see the page reads its history; who may change it can revert to a version."""

    object_history_template = "admin/chatkit/history.html"

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> Changes:
        return Changes(self.model, historical_record)

    def get_changelist_form(
        self, request: HttpRequest, **kwargs: Any
    ) -> type[forms.ModelForm]:
        if "enabled" in self.list_editable:
            kwargs["form"] = EnabledForm
        return super().get_changelist_form(request, **kwargs)

    def history_form_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        # simple-history lets anybody who may see the page save a version.
        if request.method == "POST" and not self.has_change_permission(request):
            raise PermissionDenied
        # Unfold styles Django's forms in its changeform_view, which isn't called here.
        vars(helpers).update(AdminForm=AdminForm, Fieldline=Fieldline)
        return super().history_form_view(request, *args, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: Model, form: Any, change: bool
    ) -> None:
        stored = type(obj)._default_manager.filter(pk=obj.pk).values().first()
        if stored != {f.attname: f.value_from_object(obj) for f in obj._meta.fields}:
            super().save_model(request, obj, form, change)
