from django.urls import path

from resume.published import views
from resume.published.outputs import OUTPUTS

app_name = "resume"

urlpatterns = [
    *(path(o.path, views.output, {"name": o.name}, name=o.name) for o in OUTPUTS),
    path("photo/<str:digest>", views.photo, name="photo"),
]
