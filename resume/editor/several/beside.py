"""Two résumés side by side: what the second lacks, or says in the words of the first."""

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from resume.editor import order
from resume.editor.conflict import digest_of
from resume.editor.desk import desk_view, render
from resume.editor.several.translation import Gap, gaps
from resume.models import Entry, Resume, used_ids
from resume.page.language import language_of, name_of
from resume.versions import snapshot


@desk_view()
def beside(request: HttpRequest, resume: Resume, other: int) -> HttpResponse:
    """What ``other`` says, beside what this one makes of it."""
    original = get_object_or_404(Resume.objects.exclude(pk=resume.pk), pk=other)
    prefetch_related_objects([original, resume], "entries__highlights")
    found = gaps(snapshot.take(original), snapshot.take(resume))
    own = {entry.dom_id: entry.pk for entry in resume.entries.all()}
    context = {
        "title": "Side by side",
        "original": original,
        "languages": [name_of(language_of(one)) for one in (original, resume)],
        "gaps": [(gap, _edit(resume, gap, own)) for gap in found],
    }
    return render(request, "beside", resume, context)


def _edit(resume: Resume, gap: Gap, own: dict[str, int]) -> str:
    """Where the owner translates it; "" where it has to be copied first."""
    if gap.own:
        return reverse("admin:resume_resume_entry", args=[resume.pk, own[gap.own]])
    if gap.entry:
        return ""
    about = {"story": [gap.about], "other": [digest_of(gap.about)]}.get(gap.page, [])
    return reverse(f"admin:resume_resume_{gap.page}", args=[resume.pk, *about])


@require_POST
@desk_view()
def copy(request: HttpRequest, resume: Resume, other: int) -> HttpResponse:
    """Take an entry over with its highlights, or one highlight, to be translated here."""
    wanted = request.POST.get("entry", "")
    row = Entry.objects.filter(resume=other, dom_id=wanted).first()
    if row is None:
        messages.error(request, "It is no longer in the other résumé.")
        return redirect("admin:resume_resume_beside", resume.pk, other)
    own_id = request.POST.get("own") or wanted  # which a second click finds
    own = resume.entries.filter(dom_id=own_id).first()
    found = row.highlights.all()
    if own:
        found = found.filter(dom_id=request.POST.get("highlight", ""))
    highlights = list(found)
    taken, place = used_ids(resume), order.place_of(row)
    if own is None:
        own, own_id = row, taken.take(row.dom_id)
        own.pk, own.resume, own.dom_id = None, resume, own_id
        own.save(force_insert=True)
        order.insert(own, place)
    last = own.highlights.count()
    for rank, highlight in enumerate(highlights, last):
        highlight.pk, highlight.entry, highlight.rank = None, own, rank
        highlight.dom_id = taken.take(highlight.dom_id)
        highlight.save(force_insert=True)
    return redirect("admin:resume_resume_entry", resume.pk, own.pk)
