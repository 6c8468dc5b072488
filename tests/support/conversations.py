"""The admin's pages of conversations."""

import re

from django.contrib.admin.utils import quote
from django.test import Client

from chatkit.models import Thread

LIST = "/admin/chatkit/thread/"
OWNER = "Résumé owner"


def page_of(thread: Thread) -> str:
    return f"{LIST}{quote(thread.pk)}/change/"


def asking(what: str, thread: Thread) -> str:
    """The confirmation page of a deletion."""
    return f"{LIST}{quote(thread.pk)}/{what}/"


def titles(client: Client, **query: str) -> list[str]:
    """The titles on the list."""
    html = client.get(LIST, query).content.decode()
    found = re.findall(r"field-title[^>]*>\s*<a[^>]*>\s*(.*?)\s*</a>", html, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", title).strip() for title in found]


def text(client: Client, url: str) -> str:
    """The page's text without tags."""
    html = client.get(url).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())
