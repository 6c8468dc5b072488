"""Allowed origins, the first page, the connection test, people, static files."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from chatkit.config import conf
from chatkit.config.findings import Finding, finding
from chatkit.models import AllowedOrigin
from chatkit.operations import checks, live
from tests.support.admin import ORIGINS, PAGE, member

pytestmark = pytest.mark.django_db

TEST = "/admin/chatkit/chatkitsettings/test/"


def add(client: Client, origin: str):
    return client.post(f"{ORIGINS}add/", {"origin": origin, "enabled": "on"})


def test_an_origin_is_kept_as_browsers_send_it(admin_client: Client) -> None:
    assert add(admin_client, " HTTPS://Example.org:443 ").status_code == 302

    assert [str(origin) for origin in AllowedOrigin.objects.all()] == [
        "https://example.org"
    ]


@pytest.mark.parametrize(
    ("origin", "error"),
    [
        ("https://Example.org", "already exists"),
        ("example.org/path", "Expected scheme://host[:port] without a path"),
        ("", "This field is required"),
    ],
)
def test_an_origin_that_cannot_be_is_explained(
    admin_client: Client, origin: str, error: str
) -> None:
    add(admin_client, "https://example.org")

    answer = add(admin_client, origin)

    assert answer.status_code == 200
    assert error in str(answer.context["adminform"].form.errors["origin"])


def test_the_list_switches_origins_off_and_says_what_is_in_use(
    admin_client: Client, settings
) -> None:
    settings.CHATKIT_ENVIRONMENT = {"CHATKIT_CORS_ORIGIN": "https://env.example"}
    add(admin_client, "https://example.org")
    page = admin_client.get(ORIGINS).content.decode()
    assert "In use: <strong>https://example.org</strong>" in page
    assert "from CHATKIT_CORS_ORIGIN in the environment" in page

    admin_client.post(
        ORIGINS,
        {
            "form-TOTAL_FORMS": "1",
            "form-INITIAL_FORMS": "1",
            "form-0-id": str(AllowedOrigin.objects.get().pk),
            "_save": "Save",
        },
    )

    assert not AllowedOrigin.objects.get().enabled
    assert conf.from_rows().cors_origins == ("https://env.example",)


def test_the_settings_page_lists_who_may_embed(admin_client: Client) -> None:
    assert "<li>This site only</li>" in admin_client.get(PAGE).content.decode()

    add(admin_client, "https://example.org")

    page = admin_client.get(PAGE).content.decode()
    assert "<li>https://example.org</li>" in page
    assert f'href="{ORIGINS}"' in page


def test_locked_origins_can_only_be_seen(admin_client: Client, settings) -> None:
    add(admin_client, "https://example.org")
    settings.CHATKIT_LOCK = ["cors_origins"]

    page = admin_client.get(ORIGINS)

    assert "Locked by CHATKIT_LOCK" in page.content.decode()
    assert add(admin_client, "https://b.example").status_code == 403
    change = f"{ORIGINS}{AllowedOrigin.objects.get().pk}/change/"
    assert admin_client.get(change).status_code == 200
    assert admin_client.post(change, {"origin": "*"}).status_code == 403
    assert admin_client.post(change.replace("change", "delete")).status_code == 403


def test_origins_are_the_operators(client: Client) -> None:
    assert member("Résumé owner").get(ORIGINS).status_code == 403
    User.objects.all().delete()
    assert add(member("Operator"), "https://example.org").status_code == 302


def test_the_first_page_shows_the_status(admin_client: Client, settings) -> None:
    settings.OPENAI_API_KEY = "sk-secret"

    page = admin_client.get("/admin/").content.decode()

    kept = {"sqlite": "SQLite, with a write-ahead log"}.get(
        connection.vendor, "PostgreSQL"
    )
    for text in ("The chat now", "Mode in effect", kept):
        assert text in page
    assert "Test connection" in page
    assert "sk-secret" not in page


def test_an_owner_sees_the_status_and_not_the_test() -> None:
    owner = member("Résumé owner")

    page = owner.get("/admin/").content.decode()

    assert "The chat now" in page
    assert "Test connection" not in page
    assert "/admin/auth/user/" not in page
    assert owner.post(TEST).status_code == 403


def test_the_test_shows_the_worst_first_and_no_secret(
    admin_client: Client, settings, monkeypatch
) -> None:
    settings.OPENAI_API_KEY = "sk-secret"
    bad = finding("live.not-sent", why="sk-secret is wrong", remedy="Make a new key.")
    good = Finding("database", "ok", "The database answers")
    monkeypatch.setattr(checks, "examine", lambda config: [good])
    monkeypatch.setattr(live, "examine", lambda config: [bad])

    answer = admin_client.post(TEST)

    page = answer.content.decode()
    assert [f.title for f in answer.context["findings"]] == [bad.title, good.title]
    assert "(a secret key) is wrong" in page
    assert "Make a new key." in page
    assert "sk-secret" not in page
    assert "Not all of it works as it is set up." in page
    assert admin_client.get(TEST).status_code == 405


def test_a_test_without_errors_says_so(admin_client: Client, monkeypatch) -> None:
    monkeypatch.setattr(checks, "examine", lambda config: [])
    monkeypatch.setattr(live, "examine", lambda config: [])

    assert "The chat works as it is set up." in admin_client.post(TEST).content.decode()


@pytest.mark.parametrize("page", ["user/", "user/add/", "group/", "group/add/"])
def test_people_and_groups_open(admin_client: Client, page: str) -> None:
    assert admin_client.get(f"/admin/auth/{page}").status_code == 200
