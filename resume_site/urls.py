from django.contrib import admin
from django.urls import include, path

from resume_site import health

urlpatterns = [
    path("", include("resume.urls")),
    path("api/chatkit/", include("chatkit.urls")),
    path("admin/", admin.site.urls),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]
