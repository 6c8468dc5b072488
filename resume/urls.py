from django.urls import path

from resume.page import views
from resume.published.outputs import OUTPUTS
from resume.published.views import output

app_name = "resume"

urlpatterns = [
    path("", views.page, name="page"),
    path("photo/<str:digest>", views.photo, name="photo"),
    *(path(o.path, output, {"name": o.name}, name=o.name) for o in OUTPUTS),
]
