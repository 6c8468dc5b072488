from django.urls import path, re_path

from chatkit import views
from chatkit.hosted import views as hosted
from chatkit.selfhosted import views as selfhosted

app_name = "chatkit"

urlpatterns = [
    path("session", hosted.SessionView.as_view(), name="session"),
    path("refresh", hosted.RefreshView.as_view(), name="refresh"),
    path("chat", selfhosted.chat, name="chat"),
    path("config", views.ConfigurationView.as_view(), name="config"),
    re_path("", views.NowhereView.as_view()),
]
