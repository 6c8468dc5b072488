"""The desk's addresses, below /admin/resume/resume/<pk>/."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from resume.editor import (
    dates,
    entries,
    exchange,
    head,
    page,
    preview,
    publishing,
    stories,
)
from resume.editor.desk import View
from resume.editor.logged_out import for_users
from resume.editor.other import views as other
from resume.editor.several import beside, places

#: Address, view, name. A name is registered as ``admin:resume_resume_<name>``.
ROUTES: tuple[tuple[str, View, str], ...] = (
    ("import/", exchange.import_file, "import"),
    ("export/<slug:format>/", exchange.export, "export"),
    ("preview/", preview.preview, "preview"),
    ("preview/page/", preview.preview_page, "preview_page"),
    ("preview/stories/<slug:slug>/", preview.preview_page, "preview_story"),
    ("preview/photo", preview.draft_photo, "draft_photo"),
    ("publish/", publishing.publish, "publish"),
    ("stories/", stories.stories, "stories"),
    ("stories/new/", stories.story, "story_new"),
    ("stories/preview/", stories.preview_story, "story_preview"),
    ("stories/pictures/", stories.add_picture, "story_picture"),
    ("stories/of/<str:about>/", stories.story, "story"),
    ("stories/of/<str:about>/delete/", stories.delete_story, "story_delete"),
    ("address/", places.place, "place"),
    ("remove/", places.remove, "remove"),
    ("beside/<int:other>/", beside.beside, "beside"),
    ("beside/<int:other>/copy/", beside.copy, "beside_copy"),
    ("versions/", publishing.versions, "versions"),
    ("versions/<int:number>/", publishing.version, "version"),
    ("versions/<int:number>/restore/", publishing.restore_version, "restore"),
    ("change/", page.show, "change"),
    ("head/", head.edit, "head"),
    ("photo/", head.photograph, "photo"),
    ("sections/add/", other.add, "other_add"),
    ("sections/<slug:section>/", other.edit, "other"),
    ("sections/<slug:section>/move/", other.move, "other_move"),
    ("sections/<slug:section>/delete/", other.delete, "other_delete"),
    ("date/", dates.understand, "date"),
    ("entries/add/<str:section>/", entries.add, "entry_add"),
    ("entries/<int:entry>/", entries.edit, "entry"),
    ("entries/<int:entry>/move/", entries.move, "entry_move"),
    ("entries/<int:entry>/duplicate/", entries.duplicate, "entry_duplicate"),
    ("entries/<int:entry>/delete/", entries.delete, "entry_delete"),
)


#: The same of all résumés together.
OF_ALL: tuple[tuple[str, View, str], ...] = (
    ("all/", places.overview, "all"),
    ("new/", places.add, "new"),
)


def urls(site: AdminSite) -> list[URLPattern]:
    found = [(f"<int:pk>/{address}", view, name) for address, view, name in ROUTES]
    return [
        path(address, for_users(site, view), name=f"resume_resume_{name}")
        for address, view, name in (*OF_ALL, *found)
    ]
