from django.urls import path, re_path

from chatkit.answering.owner.views import own_answer
from chatkit.hosted import views as hosted
from chatkit.selfhosted import views as selfhosted
from chatkit.selfhosted.uploads import views as uploads
from chatkit.widget import views

app_name = "chatkit"

urlpatterns = [
    path("session", hosted.SessionView.as_view(), name="session"),
    path("refresh", hosted.RefreshView.as_view(), name="refresh"),
    path("chat", selfhosted.chat, name="chat"),
    path("stop", selfhosted.stop, name="stop"),
    path("config", views.ConfigurationView.as_view(), name="config"),
    path("uploads", uploads.DirectUploadView.as_view(), name="uploads"),
    path("uploads/<slug:attachment_id>", uploads.UploadView.as_view(), name="upload"),
    path(
        "attachments/<slug:attachment_id>",
        uploads.PreviewView.as_view(),
        name="attachment",
    ),
    path("answers/<slug:answer_id>", own_answer, name="answer"),
    path("token", views.TokenView.as_view(), name="token"),
    path("beacon", views.ClientErrorView.as_view(), name="beacon"),
    re_path("", views.UnknownURLView.as_view()),
]
