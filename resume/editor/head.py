"""Views of the basics and the photograph."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from resume import photo
from resume.editor import conflict
from resume.editor.cards import BETWEEN
from resume.editor.desk import desk_view, is_fragment, render
from resume.editor.head_form import HeadForm
from resume.models import Photo, Resume


def shut(resume: Resume) -> dict[str, Any]:
    """What its closed card shows."""
    details = (resume.label, resume.email, resume.city)
    return {
        "name": resume.name or "Your name",
        "details": BETWEEN.join(filter(None, details)),
        "photo": _photo_url(resume),
    }


def _photo_url(resume: Resume) -> str:
    """Of the kept copy; another picture has another address."""
    kept = Photo.objects.filter(resume=resume, source=resume.image or "")
    digest = kept.values_list("digest", flat=True).first()
    url = reverse("admin:resume_resume_draft_photo", args=[resume.pk])
    return f"{url}?{digest}" if digest else ""


@desk_view()
def edit(request: HttpRequest, resume: Resume) -> HttpResponse:
    if request.method != "POST":
        return open_card(request, resume, HeadForm(instance=resume))
    with transaction.atomic():
        row = Resume.objects.select_for_update().get(pk=resume.pk)
        form = HeadForm(request.POST, instance=row)
        if conflict.is_stale(request, row):
            return open_card(request, resume, form, status=409, stale=True)
        if not form.is_valid():
            return open_card(request, resume, form, status=422)
        form.save()
    return _done(request, resume, "Saved")


@desk_view()
@require_POST
def photograph(request: HttpRequest, resume: Resume) -> HttpResponse:
    """POST ``photo``, or none to take it away."""
    file = request.FILES.get("photo")
    try:
        photo.put(resume, file.read() if file else b"")
    except photo.NoPhoto as problem:
        form = HeadForm(instance=resume)
        said = f"The photograph was not saved: {problem}."
        return open_card(request, resume, form, status=422, photo_problem=said)
    return _done(request, resume, "Photograph saved" if file else "Photograph removed")


def open_card(
    request: HttpRequest,
    resume: Resume,
    form: HeadForm,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    stored = Resume.objects.get(pk=resume.pk)
    context |= {
        "title": "Basics",
        "card": shut(stored),
        "form": form,
        "digest": conflict.digest(stored),
        "action": reverse("admin:resume_resume_head", args=[resume.pk]),
        "limit": photo.MAX_BYTES,
    }
    return render(request, "head", resume, context, status)


def _done(request: HttpRequest, resume: Resume, said: str) -> HttpResponse:
    if is_fragment(request):
        fresh = HeadForm(instance=Resume.objects.get(pk=resume.pk))
        return open_card(request, resume, fresh, done=said)
    messages.success(request, f"{said}.")
    return redirect("admin:resume_resume_change", resume.pk)
