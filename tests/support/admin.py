"""Read and save the admin's settings page."""

import html
import re
from collections.abc import Iterable

from django.contrib.auth.models import Group, User
from django.test import Client

from chatkit.config import roles
from chatkit.models import ChatKitSettings

PAGE = "/admin/chatkit/chatkitsettings/1/change/"
ORIGINS = "/admin/chatkit/allowedorigin/"


def member(*groups: str, permissions: Iterable[str] = ()) -> Client:
    """A logged-in client of a staff user with these roles."""
    user = User.objects.create_user("robin", is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    user.user_permissions.set(map(roles.load_permission, permissions))
    client = Client()
    client.force_login(user)
    return client


def beside(client: Client, option: str, url: str = PAGE) -> str:
    """The help text shown beside a field."""
    page = client.get(url).content.decode()
    found = re.search(rf'id="id_{option}_helptext".*?</div>', page, re.DOTALL)
    assert found, f"nothing is said beside {option}"
    text = html.unescape(re.sub(r"<[^>]+>", " ", found[0]))
    return " ".join(text.partition(">")[2].split())


def shown(client: Client) -> dict[str, str]:
    """The form's values as a browser would post them unchanged."""
    form = client.get(PAGE).context["adminform"].form
    return {field.html_name: field.value() or "" for field in form}


def save(client: Client, **values: str | list[str]) -> list[str]:
    """Post the form with these values changed; return the page's messages."""
    answer = client.post(PAGE, {**shown(client), **values}, follow=True)
    return [str(message) for message in answer.context["messages"]]


def row() -> dict[str, object]:
    """The values stored in the settings row."""
    values: dict[str, object] = dict(ChatKitSettings.objects.values().first() or {})
    return {
        name: value
        for name, value in values.items()
        if value is not None and name != "id"
    }
