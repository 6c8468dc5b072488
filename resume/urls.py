from django.urls import path

from resume.page import views

app_name = "resume"

urlpatterns = [
    path("", views.page, name="page"),
    path("photo/<str:digest>", views.photo, name="photo"),
]
