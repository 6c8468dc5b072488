from django.contrib import admin
from django.urls import include, path

from chatkit.api import schema
from resume_site import health, login

urlpatterns = [
    path("", include("resume.urls")),
    path("api/chatkit/", include("chatkit.urls")),
    path("api/schema", schema.document, name="schema"),
    path("api/docs", schema.browser, name="docs"),
    path("admin/login/", login.view),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]
