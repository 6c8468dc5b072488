"""Who may change what: groups that exist after ``migrate``, and the settings page's
question of whether a user may change an option.

``settings.CHATKIT_ROLES`` has each group's permissions, dotted: ``app.codename``. A group
keeps what else it was given; what it lacks of these comes back with each ``migrate``.
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
#: Of the settings only those whose ``Option.content`` is true.
CHANGE_TEXTS = "chatkit.change_chat_texts"


def may_change(user: Any, option: Option) -> bool:
    """Whether the user may change the option in the admin."""
    if user.has_perm(CHANGE_SETTINGS):
        return True
    return option.content and bool(user.has_perm(CHANGE_TEXTS))


def may_change_any(user: Any) -> bool:
    """Whether the settings page has a Save button for the user."""
    return bool(user.has_perm(CHANGE_SETTINGS) or user.has_perm(CHANGE_TEXTS))


def create_roles(sender: AppConfig, **_: Any) -> None:
    """Receiver of ``post_migrate``: create the groups with their permissions."""
    for role, permissions in settings.CHATKIT_ROLES.items():
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.add(*map(find, permissions))


def find(dotted: str) -> Permission:
    """The permission; made first where auth's own receiver has yet to run."""
    label, codename = dotted.split(".")
    wanted = Permission.objects.filter(content_type__app_label=label, codename=codename)
    if not wanted.exists():
        create_permissions(apps.get_app_config(label), verbosity=0)
    return wanted.get()
