# unfold has no type annotations, and Django's classes take type arguments in the
# stubs only.
# mypy: disable-error-code="import-untyped,type-arg"
# mypy: allow-subclassing-any, no-warn-return-any

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from unfold.admin import ModelAdmin

from resume.editor.urls import urls
from resume.models import Resume


@admin.register(Resume)
class ResumeAdmin(ModelAdmin):
    """One page edits it all: ``resume.editor``."""

    def get_urls(self) -> list[URLPattern]:
        return [*urls(self.admin_site), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, *args: Any) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if Resume.objects.count() > 1:
            return redirect("admin:resume_resume_all")
        resume = Resume.objects.first()
        if resume is None and self.has_change_permission(request):
            resume = Resume.objects.create()
        return redirect("admin:resume_resume_change", resume.pk if resume else 0)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Its entries would go with it: another document replaces them one by one."""
        return False
