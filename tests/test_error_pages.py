"""What a visitor sees who asks for a page that is not there, or finds a mistake."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import unfold
from django.conf import settings as site
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views import defaults

TITLES = {
    400: "This request could not be understood",
    403: "You are not allowed to see this page",
    404: "There is no page at this address",
    500: "Something went wrong",
}


@pytest.fixture
def page() -> HttpRequest:
    return RequestFactory().get("/nowhere")


# Without the django_db mark: any query fails.
@pytest.mark.parametrize("status", TITLES)
def test_each_error_has_a_page_that_needs_neither_database_nor_style_sheets(
    page: HttpRequest, status: int
) -> None:
    responses: dict[int, Callable[[], HttpResponse]] = {
        400: lambda: defaults.bad_request(page, SuspiciousOperation("secret")),
        403: lambda: defaults.permission_denied(page, PermissionDenied("secret")),
        404: lambda: defaults.page_not_found(page, Http404("secret")),
        500: lambda: defaults.server_error(page),
    }
    response = responses[status]()
    text = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{TITLES[status]}</h1>" in text
    assert "/static/" not in text  # style sheets may be what fails
    assert "secret" not in text
    assert 'href="/"' in text


def test_an_address_that_is_not_there_is_answered_with_it(
    client: Client, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    response = client.get("/nowhere")
    assert response.status_code == 404
    assert TITLES[404] in response.content.decode()


def test_no_page_for_visitors_shows_a_command() -> None:
    folder = Path(site.ROOT) / "templates"
    for template in [*folder.glob("*.html"), *folder.glob("resume/*.html")]:
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"manage\.py|<pre|python|\.venv", text), template


@pytest.mark.django_db
def test_who_logs_in_without_an_address_to_return_to_sees_the_first_page(
    client: Client, django_user_model: Any
) -> None:
    django_user_model.objects.create_superuser("root", password="root")  # noqa: S106
    login = {"username": "root", "password": "root"}
    response = client.post(reverse("admin:login"), login)
    assert (response.status_code, response["Location"]) == (302, "/admin/")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "chatkit/thread/", "resume/resume/add/"])
def test_the_admins_pages_have_one_main_part(admin_client: Client, path: str) -> None:
    text = admin_client.get(f"/admin/{path}").content.decode()
    assert (text.count("<main"), text.count("</main>")) == (1, 1)


def test_unfold_is_the_version_whose_page_ours_is_made_from() -> None:
    ours = Path(site.ROOT, "templates/admin/base.html").read_text(encoding="utf-8")
    theirs = Path(unfold.__file__).parent / "templates/admin/base.html"
    comment = re.compile(r"\{% comment %\}.*?\{% endcomment %\}\n")
    same = comment.sub("", ours).replace("<main id", "<div id")
    assert same.replace("</main>", "</div>") == theirs.read_text(encoding="utf-8")
