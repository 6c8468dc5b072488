from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from resume.editor.desk import desk_view, render
from resume.models import Photo, Resume
from resume.outputs import page
from resume.published.version import make_version
from resume.versions import snapshot
from resume.visibility import PAGE, shown_to


@desk_view()
def preview(request: HttpRequest, resume: Resume) -> HttpResponse:
    return render(request, "preview", resume, {"title": "Preview"})


@never_cache
@xframe_options_sameorigin
@desk_view()
def preview_page(request: HttpRequest, resume: Resume) -> HttpResponse:
    """The draft as visitors would see it."""
    rows = shown_to(PAGE, snapshot.take(resume))
    draft = make_version("draft", snapshot.build(rows, resume.pk))
    html = page.render(replace(draft, key=resume.key))
    if rows["photo"]:  # visitors can't have it yet
        public = reverse("resume:photo", args=[rows["photo"]["digest"]])
        own = reverse("admin:resume_resume_draft_photo", args=[resume.pk])
        html = html.replace(public.encode(), own.encode())
    return HttpResponse(html)


@desk_view()
def draft_photo(request: HttpRequest, resume: Resume) -> HttpResponse:
    photo = Photo.objects.filter(resume=resume).first()
    if photo is None:
        raise Http404
    return HttpResponse(bytes(photo.content), content_type=photo.content_type)
