"""Publish the draft, having read what changes; go back to a version."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from resume.document.validation import UNSTORABLE
from resume.editor.conflict import digest_of, draft_digest
from resume.editor.desk import PUBLISH, desk_view, render
from resume.editor.fields import too_long
from resume.models import Resume
from resume.outputs.addresses import path_to
from resume.versions import snapshot
from resume.versions.changes import changes
from resume.versions.publishing import publish_draft, restore
from resume.versions.reading import place_at
from resume.versions.record import MAX_NOTE
from resume.versions.repetition import repeated

STALE = (
    "The draft was changed or published meanwhile. Read what changes now, then publish."
)
VERSIONS = "admin:resume_resume_versions"
#: Where the owner sees what is published.
OUTPUTS = (
    ("page", "See the page"),
    ("pdf", "PDF"),
    ("markdown", "Markdown"),
)


@desk_view(post=PUBLISH)
def publish(request: HttpRequest, resume: Resume) -> HttpResponse:
    note = UNSTORABLE.sub("", request.POST.get("note", "")).strip()
    problem, status = too_long(note, MAX_NOTE), 400
    if request.method == "POST" and not problem:
        if request.POST.get("digest") == _digest(resume):
            version = publish_draft(resume, request.user, note)
            messages.success(request, f"{version} is published. Visitors see it now.")
            return redirect(VERSIONS, resume.pk)
        problem, status = STALE, 409
    before = resume.published.rows if resume.published else None
    after = snapshot.take(resume)
    context = {
        "title": "Publish",
        "changes": changes(before, after),
        "repeated": repeated(after, _other_public(resume)),
        "digest": _digest(resume),
        "note": note,
        "problem": problem,
    }
    return render(request, "publish", resume, context, status if problem else 200)


def _other_public(resume: Resume) -> dict[str, dict[str, Any]]:
    """The published rows of other résumés."""
    others = Resume.objects.exclude(pk=resume.pk).filter(private_link="")
    published = others.exclude(published=None).select_related("published")
    return {one.called: one.published.rows for one in published if one.published}


def _digest(resume: Resume) -> str:
    """Of what the owner compares."""
    return digest_of(f"{draft_digest(resume)} {resume.published_id}")


@desk_view()
def versions(request: HttpRequest, resume: Resume) -> HttpResponse:
    kept = resume.versions.select_related("published_by").defer("content")
    place = place_at(resume.pk)
    key = "" if place.is_default else place.key
    seen = [(path_to(name, key), said) for name, said in OUTPUTS]
    context = {"title": "Versions", "versions": kept, "outputs": seen}
    return render(request, "versions", resume, context)


@desk_view()
def version(request: HttpRequest, resume: Resume, number: int) -> HttpResponse:
    """What it changed from the one before, or from the one that ``from`` names."""
    shown = get_object_or_404(resume.versions, number=number)
    given = request.GET.get("from", "")
    others = resume.versions.exclude(pk=shown.pk)
    before = (
        get_object_or_404(others, number=int(given))
        if given.isdecimal()
        else others.filter(number__lt=number).first()
    )
    context = {
        "title": str(shown),
        "version": shown,
        "before": before,
        "others": others.defer("content"),
        "changes": changes(before.rows if before else None, shown.rows),
    }
    return render(request, "version", resume, context)


@require_POST
@desk_view()
def restore_version(request: HttpRequest, resume: Resume, number: int) -> HttpResponse:
    found = get_object_or_404(resume.versions, number=number)
    restore(found)
    messages.success(
        request, f"The draft is {found} again. Visitors see it when you publish it."
    )
    return redirect("admin:resume_resume_publish", resume.pk)
