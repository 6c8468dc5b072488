"""Import a file into the draft, having seen what it changes; export the résumé."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from resume import photo
from resume.document import decoder, draft, validation
from resume.document.mapping import to_document
from resume.document.reading import read_document
from resume.editor.conflict import draft_digest
from resume.editor.desk import desk_view, render
from resume.exchange import archive, reading
from resume.exchange.merging import merge
from resume.models import Resume
from resume.outputs.json_resume import dump
from resume.versions import snapshot
from resume.versions.changes import Change, changes

MAX_BYTES = 10_000_000
KEPT = "resume-import"  # in the session, between looking and deciding


@desk_view()
def import_file(request: HttpRequest, resume: Resume) -> HttpResponse:
    context: dict[str, Any] = {
        "title": "Import",
        "max_megabytes": MAX_BYTES // 1_000_000,
        "text": request.POST.get("text", ""),
    }
    if request.method != "POST":
        return render(request, "import", resume, context)
    digest, status = draft_digest(resume), 200
    if request.POST.get("decision"):
        document, seen = request.session.pop(KEPT, (None, ""))
        if document is None or seen == digest:
            return _decide(request, resume, document)
        found, status = read_document(document), 409
        context["is_stale"] = True
    else:
        try:
            found = reading.read(_content(request))
        except (decoder.NotJSON, validation.InvalidResume) as error:
            problems = getattr(error, "problems", [str(error)])
            context |= {"problems": problems}
            return render(request, "import", resume, context, status=400)
    request.session[KEPT] = found.document, digest
    prefetch_related_objects([resume], "entries__highlights")
    before, merged = snapshot.take(resume), merge(to_document(resume), found.document)
    context |= {
        "read": found.changes,
        "dropped": found.unknown,
        "replacing": _differences(resume.pk, before, found.document),
        "merging": _differences(resume.pk, before, merged),
    }
    return render(request, "import", resume, context, status)


def _content(request: HttpRequest) -> bytes:
    """Raises NotJSON."""
    uploaded = request.FILES.get("file")
    if uploaded and uploaded.size and uploaded.size > MAX_BYTES:
        raise decoder.NotJSON(f"The file is larger than {MAX_BYTES // 1_000_000} MB.")
    if uploaded:
        content: bytes = uploaded.read()
        return content
    if text := request.POST.get("text", ""):
        return text.encode()
    raise decoder.NotJSON("Choose a file, or paste its text.")


def _differences(pk: int, before: Mapping[str, Any], document: Any) -> list[Change]:
    resume = Resume.objects.get(pk=pk)
    return changes(before, snapshot.take_with(resume, draft.planned(resume, document)))


def _decide(request: HttpRequest, resume: Resume, document: Any) -> HttpResponse:
    if document is None:
        messages.error(request, "The file is no longer here. Please choose it again.")
        return redirect("admin:resume_resume_import", resume.pk)
    if request.POST["decision"] == "merge":
        document = merge(to_document(resume), document)
    changed = draft.replace(document)
    try:
        photo.keep(changed)
    except photo.NoPhoto as reason:
        messages.warning(request, f"The photograph is not shown: {reason}.")
    messages.success(
        request,
        "Your draft has what is in the file. Visitors see it when you publish it.",
    )
    return redirect("admin:resume_resume_change", resume.pk)


@desk_view()
def export(request: HttpRequest, resume: Resume, format: str) -> HttpResponse:
    match format:
        case "json":
            body = dump(to_document(resume)).encode()
            content_type = "application/json"
        case "zip":
            body, content_type = archive.pack(resume), "application/zip"
        case _:
            raise Http404
    response = HttpResponse(body, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="resume.{format}"'
    return response
