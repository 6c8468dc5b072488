"""What is shown of an entry in its card, closed and open."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from resume.editor import conflict, labels
from resume.editor.desk import render
from resume.editor.forms import EntryForm
from resume.models import Entry, Resume
from resume.page.presentation import heading, listed, span, subheading
from resume.sections import SECTIONS

BETWEEN = " · "


def shut(entry: Entry) -> dict[str, Any]:
    section = SECTIONS[entry.section]
    name = heading(entry) if entry.pk else f"New {labels.LABELS[entry.section]['one']}"
    if entry.section == "references":
        name = entry.title or entry.summary or section.heading
    details = (
        *(subheading(entry), entry.username, entry.level, span(entry)),
        listed(entry.keywords),
    )
    return {
        "entry": entry,
        "id": entry.pk or f"new-{entry.section}",
        "key": entry.pk,
        "visibility": entry.visibility,
        "name": name,
        "details": BETWEEN.join(filter(None, details)),
        "url": address(entry),
    }


def open_card(
    request: HttpRequest,
    resume: Resume,
    form: EntryForm,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    entry = form.instance
    said = labels.LABELS[entry.section]
    # The form has written what was typed into its row.
    stored = Entry.objects.get(pk=entry.pk) if entry.pk else entry
    context |= {
        "card": shut(stored),
        "title": shut(stored)["name"],
        "form": form,
        "body": "admin/resume/_entry_form.html",
        "said": said,
        "digest": conflict.digest(stored),
        "action": request.path,
        "items": SECTIONS[entry.section].items,
    }
    return render(request, "card", resume, context, status)


def address(entry: Entry) -> str:
    if not entry.pk:
        return reverse(
            "admin:resume_resume_entry_add", args=[entry.resume_id, entry.section]
        )
    return reverse("admin:resume_resume_entry", args=[entry.resume_id, entry.pk])
