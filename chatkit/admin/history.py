"""Admin pages whose every change is kept: who, when, the old value and the new."""

# Neither unfold nor simple-history has type annotations.
# mypy: disable-error-code="import-untyped"
# mypy: allow-subclassing-any, no-warn-return-any

from typing import Any

from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper
from unfold.admin import ModelAdmin
from unfold.forms import AdminForm, Fieldline


class Changes(HistoricalRecordContextHelper):
    """Old and new value in words."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        if value in (None, ""):
            return "not set here"
        if isinstance(value, bool):
            return "on" if value else "off"
        return value


class HistoryAdmin(SimpleHistoryAdmin, ModelAdmin):
    """A page with a history that can be read by who may see it, and gone back to by who
    may change it."""

    object_history_template = "admin/chatkit/history.html"

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> Changes:
        return Changes(self.model, historical_record)

    def history_form_view(
        self, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A kept version, with a button that goes back to it."""
        # simple-history saves what is posted by anybody who may see the page.
        if request.method == "POST" and not self.has_change_permission(request):
            raise PermissionDenied
        # Unfold dresses Django's forms in its changeform_view, which isn't called here.
        vars(helpers).update(AdminForm=AdminForm, Fieldline=Fieldline)
        return super().history_form_view(request, *args, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: Model, form: Any, change: bool
    ) -> None:
        """Save what is new; a save that changes nothing leaves no trace."""
        if changed(obj):
            super().save_model(request, obj, form, change)


def changed(obj: Model) -> bool:
    """Whether the object differs from its row."""
    stored = type(obj)._default_manager.filter(pk=obj.pk).values().first()
    return stored != {f.attname: f.value_from_object(obj) for f in obj._meta.fields}
