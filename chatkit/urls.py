from django.urls import path

from chatkit import views
from chatkit.selfhosted import views as selfhosted

app_name = "chatkit"

urlpatterns = [
    path("chat", selfhosted.chat, name="chat"),
    path("config", views.configuration, name="config"),
]
