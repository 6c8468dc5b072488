from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("resume.urls")),
    path("api/chatkit/", include("chatkit.urls")),
    path("admin/", admin.site.urls),
]
