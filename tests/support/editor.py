"""Read and send the forms of the résumé's editor as a browser would."""

from typing import Any

from django.test import Client

from resume.models import Entry, Resume

FETCH = {"X-Requested-With": "fetch"}


def address(what: str = "change/") -> str:
    return f"/admin/resume/resume/{Resume.objects.get().pk}/{what}"


def shown(client: Client, url: str) -> dict[str, Any]:
    """What the form would send if nothing was changed."""
    response = client.get(url)
    form = response.context["form"]
    values: dict[str, Any] = {
        field.html_name: "" if field.value() is None else field.value()
        for field in form
    }
    if rows := getattr(form, "rows", None):
        values["highlight"] = [row.text for row in rows]
        values["highlight_id"] = [row.pk for row in rows]
    if blocks := getattr(form, "order", None):
        values["block"] = blocks
    return values | {"digest": response.context["digest"]}


def save(client: Client, url: str, /, **changes: Any) -> Any:
    return client.post(url, shown(client, url) | changes, headers=FETCH)


def card(entry: Entry) -> str:
    return address(f"entries/{entry.pk}/")
