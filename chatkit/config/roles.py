"""Groups of users and what they may do in the admin.

``settings.CHATKIT_ROLES`` lists each group's permissions as ``app.codename``. Each
``migrate`` adds those that a group lacks and removes none.
"""

from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from chatkit.config.option import Option

VIEW_SETTINGS = "chatkit.view_chatkitsettings"
CHANGE_SETTINGS = "chatkit.change_chatkitsettings"
VIEW_CONVERSATIONS = "chatkit.view_thread"
ADD_ANSWERS = "chatkit.add_ownanswer"
JUDGE_CUTS = "chatkit.change_cut"
#: Only the settings whose ``Option.content`` is true.
CHANGE_TEXTS = "chatkit.change_chat_texts"


def may_change(user: Any, option: Option) -> bool:
    if user.has_perm(CHANGE_SETTINGS):
        return True
    return option.content and bool(user.has_perm(CHANGE_TEXTS))


def may_change_any(user: Any) -> bool:
    return bool(user.has_perm(CHANGE_SETTINGS) or user.has_perm(CHANGE_TEXTS))


def create_roles(sender: AppConfig, **_: Any) -> None:
    """Receiver of ``post_migrate``."""
    for role, permissions in settings.CHATKIT_ROLES.items():
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.add(*map(load_permission, permissions))


def load_permission(dotted: str) -> Permission:
    label, codename = dotted.split(".")
    wanted = Permission.objects.filter(content_type__app_label=label, codename=codename)
    if not wanted.exists():
        create_permissions(apps.get_app_config(label), verbosity=0)
    return wanted.get()
