"""Views of the sections that the standard lacks: edit, add, move, delete."""

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from resume.document.shapes import one_text
from resume.editor.conflict import digest_of
from resume.editor.desk import CHANGE, desk_view, is_fragment, render
from resume.editor.other.form import OtherForm
from resume.editor.other.values import GONE, leaves
from resume.models import Resume
from resume.other_sections import PRIVATE, in_words, other_sections
from resume.visibility import SHOWN, section_name

NEW = {"id": "new-other", "name": "New section", "details": ""}


def cards(resume: Resume) -> list[dict[str, Any]]:
    return [shut(resume, key) for key in _keys(resume)]


def shut(resume: Resume, key: str) -> dict[str, Any]:
    value = resume.own_extra[key]
    shown = next(other_sections({key: value}), None)
    return {
        "id": _id(key),
        "key": _id(key),
        "name": shown.title if shown else in_words(key),
        "details": " ".join((one_text([value]) or "").split())
        if shown
        else "Not on your page",
        "url": reverse("admin:resume_resume_other", args=[resume.pk, _id(key)]),
        "visibility": (resume.visibility or {}).get(section_name(key), SHOWN),
    }


@desk_view()
def edit(request: HttpRequest, resume: Resume, section: str) -> HttpResponse:
    if request.method != "POST":
        form = OtherForm(None, resume, _find(resume, section))
        return _open_card(request, resume, form)
    with transaction.atomic():
        row = _locked(resume)
        key = _find(row, section)
        form = OtherForm(request.POST, row, key)
        if request.POST.get("digest") != _digest(row, key):
            return _open_card(request, row, form, status=409, stale=True)
        return _save(request, row, form)


@desk_view()
def add(request: HttpRequest, resume: Resume) -> HttpResponse:
    if request.method != "POST":
        if not request.user.has_perm(CHANGE):
            raise Http404
        return _open_card(request, resume, OtherForm(None, resume))
    with transaction.atomic():
        row = _locked(resume)
        return _save(request, row, OtherForm(request.POST, row))


@desk_view()
def delete(request: HttpRequest, resume: Resume, section: str) -> HttpResponse:
    card = shut(resume, _find(resume, section))
    if request.method != "POST":
        context = {"title": f"Delete {card['name']}?", "card": card}
        return render(request, "delete", resume, context)
    with transaction.atomic():
        row = _locked(resume)
        gone = _find(row, section)
        _store(row, {key: v for key, v in row.own_extra.items() if key != gone})
    if is_fragment(request):
        return HttpResponse(status=204)
    messages.success(request, f"Deleted: {card['name']}.")
    return redirect("admin:resume_resume_change", resume.pk)


@desk_view()
@require_POST
@transaction.atomic
def move(request: HttpRequest, resume: Resume, section: str) -> HttpResponse:
    """``to`` is up, down, or the id of the section to stand before; else it is last."""
    row = _locked(resume)
    key, keys, to = _find(row, section), _keys(row), request.POST.get("to", "")
    place = keys.index(key)
    keys.remove(key)
    ids = [*map(_id, keys)]
    by = {"up": place - 1, "down": place + 1}
    found = by.get(to, ids.index(to) if to in ids else len(ids))
    keys.insert(max(found, 0), key)
    _store(row, {key: row.own_extra[key] for key in (*keys, *row.own_extra)})
    if is_fragment(request):
        return JsonResponse({"order": [*map(_id, keys)]})
    return _back(resume, key)


def _save(request: HttpRequest, row: Resume, form: OtherForm) -> HttpResponse:
    if not form.is_valid():
        return _open_card(request, row, form, status=422)
    value, key = form.result(), form.cleaned_data.get("name") or form.key
    if value is GONE:
        form.add_error(None, "Write something in it, or delete the section.")
        return _open_card(request, row, form, status=422)
    extra = {**row.own_extra, **({} if form.key else {key: value})}
    visibility = {**(row.visibility or {})}
    visibility.pop(section_name(form.key), None)
    if form.cleaned_data["seen"] != SHOWN:
        visibility[section_name(key)] = form.cleaned_data["seen"]
    row.visibility = visibility
    _store(
        row, {key if k == form.key else k: v for k, v in extra.items()} | {key: value}
    )
    name = shut(row, key)["name"]
    if is_fragment(request):
        return _open_card(request, row, OtherForm(None, row, key), done="Saved")
    messages.success(request, f"Saved: {name}.")
    return _back(row, key)


def _store(row: Resume, extra: Mapping[str, Any]) -> None:
    row.extra, row.extra_text = {**extra}, json.dumps(extra)
    row.save(update_fields=["extra", "extra_text", "visibility"])


def _open_card(
    request: HttpRequest,
    resume: Resume,
    form: OtherForm,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    new = {**NEW, "url": reverse("admin:resume_resume_other_add", args=[resume.pk])}
    card = shut(resume, form.key) if form.key else new
    context |= {
        "title": card["name"],
        "card": card,
        "form": form,
        "body": "admin/resume/_other_form.html",
        "digest": _digest(resume, form.key) if form.key else "",
        "action": card["url"],
    }
    return render(request, "card", resume, context, status)


def _keys(resume: Resume) -> list[str]:
    """With those of a word or a number, which are not on the page."""
    extra = resume.own_extra
    return [k for k, v in extra.items() if not PRIVATE.match(k) and any(leaves(v))]


def _id(key: str) -> str:
    return digest_of(key)


def _find(resume: Resume, section: str) -> str:
    for key in resume.own_extra:
        if _id(key) == section:
            return key
    raise Http404


def _digest(resume: Resume, key: str) -> str:
    seen = (resume.visibility or {}).get(section_name(key), SHOWN)
    return digest_of(json.dumps([resume.own_extra[key], seen]))


def _locked(resume: Resume) -> Resume:
    return Resume.objects.select_for_update().get(pk=resume.pk)


def _back(resume: Resume, key: str) -> HttpResponse:
    page = reverse("admin:resume_resume_change", args=[resume.pk])
    return redirect(f"{page}#entry-{_id(key)}")
