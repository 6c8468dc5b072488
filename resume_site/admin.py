"""The admin's sidebar, and users and groups in its theme."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.urls import reverse
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from resume_site.login import LoginForm

admin.site.index_title = "Overview"
admin.site.login_form = LoginForm
admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, ModelAdmin):
    pass


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    def item(title: str, icon: str, app: str, model: str) -> dict[str, Any]:
        return {
            "title": title,
            "icon": icon,
            "link": reverse(f"admin:{app}_{model}_changelist"),
            "permission": lambda request: request.user.has_perm(f"{app}.view_{model}"),
        }

    return [
        {
            "title": "Résumé",
            "items": [
                item("Résumé", "badge", "resume", "resume"),
                item("Page settings", "palette", "resume", "siteoptions"),
            ],
        },
        {
            "title": "Chat",
            "items": [
                item("Conversations", "forum", "chatkit", "thread"),
                item("Own answers", "record_voice_over", "chatkit", "ownanswer"),
                item("Answer policies", "rule", "chatkit", "answerpolicy"),
                item("Kept questions", "fact_check", "chatkit", "questioncheck"),
                item("Cut sentences", "content_cut", "chatkit", "cut"),
                item("Usage", "receipt_long", "chatkit", "turn"),
                item("Chat settings", "tune", "chatkit", "chatkitsettings"),
                item("Allowed origins", "public", "chatkit", "allowedorigin"),
            ],
        },
        {
            "title": "People & groups",
            "items": [
                item("People", "person", "auth", "user"),
                item("Groups", "group", "auth", "group"),
            ],
        },
    ]
