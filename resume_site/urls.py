from django.contrib import admin
from django.urls import include, path

from chatkit.answering.fit import page as fit_page
from chatkit.api import schema
from resume_site import health, login

urlpatterns = [
    path("", include("resume.urls")),
    path("fit/<str:token>", fit_page.page, name="fit_sheet"),
    path("api/chatkit/", include("chatkit.urls")),
    path("api/schema", schema.document, name="schema"),
    path("api/docs", schema.browser, name="docs"),
    path("admin/login/", login.view),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]
