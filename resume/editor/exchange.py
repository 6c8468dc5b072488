"""Import a file into the draft, having seen what it changes; export the résumé."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from resume import photo
from resume.document import decoder, draft, validation
from resume.document.mapping import to_document
from resume.editor.conflict import draft_digest
from resume.editor.desk import desk_view, render
from resume.editor.preview import draft_version
from resume.exchange import archive, reading
from resume.exchange.merging import merge
from resume.models import Resume
from resume.outputs import markdown
from resume.outputs.json_resume import dump
from resume.outputs.typeset.made import PDF
from resume.versions import snapshot
from resume.versions.changes import Change, changes

MAX_BYTES = 10_000_000
KEPT = "resume-import"  # in the session, between looking and deciding
KEPT_ONLY = "Kept in the document, but not shown"


@desk_view(locks=False)  # reading a large file takes seconds
def import_file(request: HttpRequest, resume: Resume) -> HttpResponse:
    if request.POST.get("decision"):
        return _decide(request, resume)
    context = {
        "title": "Import",
        "max_megabytes": MAX_BYTES // 1_000_000,
        "text": request.POST.get("text", ""),
    }
    if request.method != "POST":
        return render(request, "import", resume, context)
    try:
        found = reading.read(_content(request))
    except (decoder.NotJSON, validation.InvalidResume) as error:
        problems = getattr(error, "problems", [str(error)])
        context |= {"problems": problems}
        return render(request, "import", resume, context, status=400)
    kept = {**found._asdict(), "resume": resume.pk}
    return _look(request, resume, kept)


def _content(request: HttpRequest) -> bytes:
    """Raises NotJSON."""
    uploaded = request.FILES.get("file")
    content: bytes = (
        uploaded.read(MAX_BYTES + 1)
        if uploaded
        else request.POST.get("text", "").encode()
    )
    if len(content) > MAX_BYTES:
        less = " From LinkedIn your profile alone is less, from here the draft.json."
        raise decoder.NotJSON(
            f"The file is larger than {MAX_BYTES // 1_000_000} MB."
            + (less if content.startswith(b"PK") else "")
        )
    if not uploaded and not content:
        raise decoder.NotJSON("Choose a file, or paste its text.")
    return content


def _look(
    request: HttpRequest, resume: Resume, kept: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Show what the document would change in the draft as it is now."""
    prefetch_related_objects([resume], "entries__highlights")
    before = snapshot.take(resume)
    request.session[KEPT] = {**kept, "draft": draft_digest(resume)}
    merged = merge(to_document(resume), kept["document"])
    context = {
        "title": "Import",
        "is_stale": status != HTTPStatus.OK,
        "read": kept["changes"],
        "left": _by_reason([*kept["left"], *kept["unknown"]]),
        "replacing": _differences(resume.pk, before, kept["document"]),
        "merging": _differences(resume.pk, before, *merged),
    }
    return render(request, "import", resume, context, status)


def _by_reason(lines: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        what, _, reason = line.rpartition(": ")
        found.setdefault(reason if what else KEPT_ONLY, []).append(what or line)
    return found


def _differences(
    pk: int,
    before: Mapping[str, Any],
    document: Mapping[str, Any],
    same: draft.Same | None = None,
) -> list[Change]:
    resume = Resume.objects.get(pk=pk)
    planned = draft.planned(resume, document, same)
    after = snapshot.take_with(resume, planned)
    image, kept = resume.image or "", after["photo"] or {"source": ""}
    if image != kept["source"]:
        after["photo"] = {"digest": image} if photo.DATA.fullmatch(image) else None
    return changes(before, after)


def _decide(request: HttpRequest, resume: Resume) -> HttpResponse:
    kept = request.session.get(KEPT) or {}
    if kept.get("resume") != resume.pk:
        messages.error(request, "The file is no longer here. Please choose it again.")
        return redirect("admin:resume_resume_import", resume.pk)
    with transaction.atomic():
        resume = Resume.objects.select_for_update().get(pk=resume.pk)
        if draft_digest(resume) != kept["draft"]:
            return _look(request, resume, kept, HTTPStatus.CONFLICT)
        if request.POST["decision"] == "merge":
            merged = merge(to_document(resume), kept["document"])
            changed = draft.replace(merged.document, resume, merged.same)
        else:
            changed = draft.replace(kept["document"], resume)
        try:
            photo.keep(changed)
        except photo.NoPhoto as reason:
            why, *_ = str(reason).split(";")
            messages.warning(
                request,
                f"The photograph is not shown: {why}. You can upload it in Basics.",
            )
    del request.session[KEPT]
    messages.success(
        request,
        "Your draft has what is in the file. Visitors see it when you publish it.",
    )
    return redirect("admin:resume_resume_change", resume.pk)


@desk_view()
def export(request: HttpRequest, resume: Resume, format: str) -> HttpResponse:
    """Of the draft: PDF and Markdown as visitors would get it, JSON with all it has."""
    match format:
        case "json":
            body = dump(to_document(resume)).encode()
            content_type = "application/json"
        case "md":
            body = markdown.render(draft_version(resume))
            content_type = "text/markdown; charset=utf-8"
        case "pdf":
            made = PDF.make(draft_version(resume))
            if not made.content:
                messages.error(request, f"The PDF can't be made. {made.problem}")
                return redirect("admin:resume_resume_change", resume.pk)
            body, content_type = made.content, "application/pdf"
        case "zip":
            body, content_type = archive.pack(resume), "application/zip"
        case _:
            raise Http404
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="resume.{format}"'
    return response
