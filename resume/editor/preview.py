from collections.abc import Iterator
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from resume.editor.desk import desk_view, render
from resume.models import Photo, Resume
from resume.outputs import page, story
from resume.outputs.addresses import path_to
from resume.page.presentation import photo_of
from resume.published.version import DRAFT, Version, make_version
from resume.versions import snapshot
from resume.visibility import PAGE, shown_to


@desk_view()
def preview(request: HttpRequest, resume: Resume) -> HttpResponse:
    is_phone = "Mobi" in request.headers.get("User-Agent", "")
    return render(
        request, "preview", resume, {"title": "Preview", "is_phone": is_phone}
    )


@never_cache
@xframe_options_sameorigin
@desk_view()
def preview_page(request: HttpRequest, resume: Resume, slug: str = "") -> HttpResponse:
    """The draft, or one of its stories, as visitors would see it."""
    version = draft_version(resume)
    html = story.render(version, slug) if slug else page.render(version)
    if html is None:
        raise Http404
    for public, own in _addresses(version):
        html = html.replace(f'"{public}'.encode(), f'"{own}'.encode())
    return HttpResponse(html)


def draft_version(resume: Resume) -> Version:
    rows = shown_to(PAGE, snapshot.take(resume))
    draft = make_version(DRAFT, snapshot.build(rows, resume.pk))
    return replace(draft, key=resume.key)


def _addresses(version: Version) -> Iterator[tuple[str, str]]:
    """Where visitors find what is published, and where the owner finds the draft's."""

    def own(name: str, *args: str) -> str:
        return reverse(f"admin:resume_resume_{name}", args=[version.resume.pk, *args])

    if photo := photo_of(version.resume):
        yield path_to("photo", "", digest=photo.digest), own("draft_photo")
    for told in version.resume.stories.all():
        public = path_to("story", version.key, slug=told.slug)
        yield public, own("preview_story", told.slug)
    yield path_to("pdf", version.key), own("export", "pdf")
    yield f"{path_to('page', version.key)}#", f"{own('preview_page')}#"


@desk_view()
def draft_photo(request: HttpRequest, resume: Resume) -> HttpResponse:
    photo = Photo.objects.filter(resume=resume).first()
    if photo is None:
        raise Http404
    return HttpResponse(bytes(photo.content), content_type=photo.content_type)
