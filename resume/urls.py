from django.urls import include, path

from resume.outputs.addresses import OF_SITE
from resume.outputs.typeset import views as typeset
from resume.page.contact import contact
from resume.published import views
from resume.published.outputs import OUTPUTS

app_name = "resume"

all_patterns = [
    *(path(o.path, views.output, {"name": o.name}, name=o.name) for o in OUTPUTS),
    path("stories/pictures/<slug:digest>", views.picture, name="picture"),
    path("photo/<str:digest>", views.photo, name="photo"),
    path("resume.pdf", typeset.pdf, name="pdf"),
    path("preview.png", typeset.preview, name="preview"),
    path("contact/<str:channel>", contact, name="contact"),
]
of_each = [pattern for pattern in all_patterns if pattern.name not in OF_SITE]
urlpatterns = [*all_patterns, path("r/<slug:key>/", include(of_each))]
