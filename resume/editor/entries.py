"""Views of single entries: open, save, add, duplicate, delete, move."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from resume.editor import conflict, highlights, labels, order
from resume.editor.cards import open_card, shut
from resume.editor.desk import CHANGE, desk_view, is_fragment, render
from resume.editor.forms import entry_form
from resume.models import Entry, Resume
from resume.sections import SECTIONS


@desk_view()
def edit(request: HttpRequest, resume: Resume, entry: int) -> HttpResponse:
    if request.method != "POST":
        row = _find(resume, entry)
        return open_card(request, resume, entry_form(row.section)(instance=row))
    row = _find(resume, entry)
    form = entry_form(row.section)(request.POST, instance=row)
    if conflict.is_stale(request, row):
        return open_card(request, resume, form, status=409, stale=True)
    return _save(request, resume, form)


@desk_view()
def add(request: HttpRequest, resume: Resume, section: str) -> HttpResponse:
    if section not in SECTIONS:
        raise Http404
    form = entry_form(section)
    new = Entry(resume=resume, section=section)
    if request.method != "POST":
        if not request.user.has_perm(CHANGE):
            raise Http404
        return open_card(request, resume, form(instance=new))
    return _save(request, resume, form(request.POST, instance=new))


@desk_view()
@require_POST
def duplicate(request: HttpRequest, resume: Resume, entry: int) -> HttpResponse:
    row = _find(resume, entry)
    place, rows = order.place_of(row) + 1, highlights.stored(row)
    row.pk, row.dom_id, row._state.adding = None, "", True
    row.save()
    highlights.save(row, [found._replace(pk="") for found in rows])
    order.insert(row, place)
    return _done(request, resume, row, "Duplicated")


@desk_view()
def delete(request: HttpRequest, resume: Resume, entry: int) -> HttpResponse:
    row = _find(resume, entry)
    if request.method == "POST":
        row.delete()
        if is_fragment(request):
            return HttpResponse(status=204)
        messages.success(request, f"Deleted: {row}.")
        return redirect("admin:resume_resume_change", resume.pk)
    said = labels.LABELS[row.section]
    context = {"title": f"Delete {row}?", "entry": row, "card": shut(row), "said": said}
    return render(request, "delete", resume, context)


@desk_view()
@require_POST
def move(request: HttpRequest, resume: Resume, entry: int) -> HttpResponse:
    """``to`` is up, down, or the id of the entry to stand before; else it is last."""
    row = _find(resume, entry)
    to = request.POST.get("to", "")
    if to in ("up", "down"):
        ids = order.step(row, -1 if to == "up" else 1)
    else:
        ids = order.before(row, int(to) if to.isdecimal() else None)
    if is_fragment(request):
        return JsonResponse({"order": ids})
    return redirect(_page(resume, row))


def _find(resume: Resume, entry: int) -> Entry:
    return get_object_or_404(resume.entries, pk=entry)


def _save(request: HttpRequest, resume: Resume, form: Any) -> HttpResponse:
    if not form.is_valid():
        return open_card(request, resume, form, status=422)
    is_new = not form.instance.pk
    entry: Entry = form.save()
    if is_new:
        # The newest job is on top, another skill at the end.
        first = "start" in form.fields
        order.insert(entry, 0 if first else resume.entries.count())
    return _done(request, resume, entry, "Saved")


def _done(
    request: HttpRequest, resume: Resume, entry: Entry, said: str
) -> HttpResponse:
    if is_fragment(request):
        form = entry_form(entry.section)(instance=_find(resume, entry.pk))
        return open_card(request, resume, form, done=said)
    messages.success(request, f"{said}: {entry}.")
    return redirect(_page(resume, entry))


def _page(resume: Resume, entry: Entry) -> str:
    page = reverse("admin:resume_resume_change", args=[resume.pk])
    return f"{page}#entry-{entry.pk}"
