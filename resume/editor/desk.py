"""What the desk's views have in common: who may, whose résumé, and the page around."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from resume.models import Resume
from resume.versions import snapshot

VIEW = "resume.view_resume"
CHANGE = "resume.change_resume"
PUBLISH = "resume.publish_resume"
READING = ("GET", "HEAD")

View = Callable[..., HttpResponse]


def desk_view(post: str = CHANGE, *, locks: bool = True) -> Callable[[View], View]:
    """``view(request, resume, …)``, for those who may: reading it, or posting to it.

    A post is one transaction, which holds the résumé: what is published meanwhile is
    from before it or from after it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
            needed = VIEW if request.method in READING else post
            if not request.user.has_perm(needed):
                raise PermissionDenied
            if request.method in READING or not locks:
                return view(request, get_object_or_404(Resume, pk=pk), **kwargs)
            with transaction.atomic():
                held = Resume.objects.select_for_update()
                return view(request, get_object_or_404(held, pk=pk), **kwargs)

        return checked

    return decorate


def is_fragment(request: HttpRequest) -> bool:
    """Whether the editor's script asks, which wants the part and not the page."""
    return request.headers.get("X-Requested-With") == "fetch"


def is_changed(resume: Resume) -> bool:
    """Whether the draft differs from what is published."""
    version = resume.published
    return version is None or version.rows != snapshot.take(resume)


def render(
    request: HttpRequest,
    template: str,
    resume: Resume | None,
    context: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    """``templates/admin/resume/<template>.html`` in the admin; the script gets the
    part alone, which is ``_<template>.html``. No résumé: a page about all of them.
    """
    around: dict[str, Any] = {}
    if not is_fragment(request):
        around = admin.site.each_context(request)
        if resume:
            around["is_changed"] = is_changed(resume)
            others = Resume.objects.exclude(pk=resume.pk)
            around["other"] = others.order_by(*Resume.DEFAULT_FIRST).first()
    name = f"_{template}" if is_fragment(request) else template
    return TemplateResponse(
        request,
        f"admin/resume/{name}.html",
        {
            **around,
            "resume": resume,
            "may_change": request.user.has_perm(CHANGE),
            "may_publish": request.user.has_perm(PUBLISH),
            **context,
        },
        status=status,
    )
