"""Which résumés there are, a new one, and where each is found."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from resume.editor.desk import CHANGE, PUBLISH, VIEW, desk_view, render
from resume.editor.several.forms import AddForm, PlaceForm, new_link
from resume.models import Resume
from resume.outputs.addresses import path_to
from resume.outputs.typeset import made
from resume.page.language import language_of, name_of
from resume.versions.publishing import copy_draft
from resume.versions.reading import place_at, places

ALL = "admin:resume_resume_all"


def overview(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    every = Resume.objects.prefetch_related("entries__highlights")
    drafts = {row.pk: row for row in every}
    rows = [
        {
            "resume": drafts[place.pk],
            "place": place,
            "language": name_of(language_of(drafts[place.pk])),
            "path": path_to("page", "" if place.is_default else place.key),
            "others": [one for pk, one in drafts.items() if pk != place.pk],
        }
        for place in places()
    ]
    return render(request, "all", None, {"title": "Résumés", "rows": rows})


def add(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied
    form = AddForm(request.POST or None)
    if not form.is_valid():
        context = {"title": "New résumé", "form": form}
        status = 400 if form.is_bound else 200
        return render(request, "place", None, context, status)
    given = form.cleaned_data
    if original := given["begins_as"]:
        resume = copy_draft(original, given["path"], given["display_name"])
    else:
        resume = form.save()
    messages.success(request, "It is a draft. Visitors find it once you publish it.")
    return redirect("admin:resume_resume_change", resume.pk)


@desk_view(post=PUBLISH)
def place(request: HttpRequest, resume: Resume) -> HttpResponse:
    found = place_at(resume.pk)
    if "new_link" in request.POST and resume.private_link:
        resume.private_link = new_link()
        resume.save(update_fields=["private_link"])
        messages.success(request, "It has a new link. The old one leads nowhere now.")
        return redirect("admin:resume_resume_place", resume.pk)
    form = PlaceForm(request.POST or None, instance=resume, is_default=found.is_default)
    if form.is_valid() and request.method == "POST":
        form.save()
        messages.success(request, "Saved. It is in effect now.")
        return redirect("admin:resume_resume_place", resume.pk)
    path = path_to("page", "" if found.is_default else found.key)
    context: dict[str, Any] = {
        "title": "Address",
        "form": form,
        "place": found,
        "url": request.build_absolute_uri(path),
    }
    return render(request, "place", resume, context, 400 if form.is_bound else 200)


@desk_view(post=PUBLISH)
def remove(request: HttpRequest, resume: Resume) -> HttpResponse:
    """All of it: draft, versions, stories. Not the default one."""
    if place_at(resume.pk).is_default:
        raise PermissionDenied
    if request.method != "POST":
        context = {"title": "Delete the résumé", "versions": resume.versions.count()}
        return render(request, "remove", resume, context)
    called = resume.called
    made.forget(resume.pk)
    resume.delete()
    messages.success(request, f"The résumé {called} is deleted.")
    return redirect(ALL)
