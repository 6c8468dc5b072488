"""What browsers are told about every response. The rules are Mozilla Observatory's.

https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring
"""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client

from chatkit.config import conf
from chatkit.config.resolve import Config
from resume.models import SiteOptions
from resume.versions.publishing import publish

pytestmark = pytest.mark.django_db

PARTNER = "https://partner.example"


@pytest.fixture
def live(settings: Any) -> Client:
    """A site in production, asked over HTTPS."""
    settings.SECURE_HSTS_SECONDS = 31_536_000
    return Client(headers={"X-Forwarded-Proto": "https"})


def directives(headers: Mapping[str, str]) -> dict[str, list[str]]:
    policy = headers["Content-Security-Policy"]
    return {name: rest for name, *rest in (part.split() for part in policy.split("; "))}


def configure(monkeypatch: pytest.MonkeyPatch, **values: Any) -> None:
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(Config(**values)))


def observatory(headers: Mapping[str, str]) -> int:
    """The score of a page without cookies, whose scripts all come from its own site."""
    policy = directives(headers)
    scripts = policy.get("script-src", policy["default-src"])
    styles = policy.get("style-src", policy["default-src"])
    unsafe = {"'unsafe-inline'", "'unsafe-eval'", "data:", "https:", "*"}
    score = 100
    score += 10 if policy["default-src"] == ["'none'"] else 5
    score -= 50 * bool(unsafe & {*scripts, *styles})
    score -= 20 * ("strict-transport-security" not in headers)
    score -= 5 * (headers.get("x-content-type-options") != "nosniff")
    score += 5 if policy.get("frame-ancestors", ["*"]) != ["*"] else -20
    private = {"no-referrer", "same-origin", "strict-origin"}
    score += 5 * (headers.get("referrer-policy") in private)
    score += 10 * (headers.get("cross-origin-resource-policy") == "same-origin")
    return score


def test_the_page_gets_an_a_plus(live: Client) -> None:
    publish({"basics": {"name": "Ada"}})

    headers = {n.lower(): v for n, v in live.get("/", secure=True).headers.items()}

    headers["Content-Security-Policy"] = headers["content-security-policy"]
    assert observatory(headers) >= 100
    assert "microphone=()" in headers["permissions-policy"]
    assert headers["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/nowhere", 404),
        ("/healthz", 200),
        ("/api/chatkit/config", 200),
        ("/api/chatkit/nowhere", 404),
        ("/admin/login/", 200),
        ("/api/docs", 200),
    ],
)
async def test_every_response_has_them(async_client: Any, path: str, status: int):
    answer = await async_client.get(path)

    assert answer.status_code == status
    assert directives(answer.headers)["default-src"] == ["'none'"]
    assert "'unsafe-inline'" not in directives(answer.headers)["script-src"]
    assert answer["Permissions-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_an_accent_is_allowed_by_its_hash_also_with_a_304(client: Client) -> None:
    publish({"basics": {"name": "Ada"}})
    plain = directives(client.get("/").headers)["style-src"]
    SiteOptions(pk=1, accent="#8a2be2").save()

    page = client.get("/", headers={"Accept-Encoding": "br"})
    known = {"Accept-Encoding": "br", "If-None-Match": page["ETag"]}
    again = client.get("/", headers=known)

    assert plain == ["'self'"]
    assert re.fullmatch(
        r"'sha256-[\w+/]{43}='", directives(page.headers)["style-src"][1]
    )
    assert again.status_code == 304
    assert again["Content-Security-Policy"] == page["Content-Security-Policy"]


def test_our_own_widget_needs_no_other_site_and_openai_s_its_cdn(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    configure(monkeypatch, integration_type="custom")
    assert "https:" not in client.get("/")["Content-Security-Policy"]

    settings.OPENAI_API_KEY = "sk-" + "x" * 40
    configure(monkeypatch, integration_type="hosted", workflow_id="wf_1")
    found = directives(client.get("/").headers)
    cdn = "https://cdn.platform.openai.com"
    assert found["script-src"] == ["'self'", cdn]
    assert found["frame-src"] == [cdn]
    assert re.fullmatch(r"'sha256-[\w+/]{43}='", found["style-src"][1])

    configure(monkeypatch, integration_type="hosted", workflow_id="")
    assert "https:" not in client.get("/")["Content-Security-Policy"]


def test_a_server_elsewhere_and_its_images_are_allowed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    custom_url = "https://name:secret@chat.example/path"
    configure(monkeypatch, integration_type="custom", custom_url=custom_url)

    found = directives(client.get("/").headers)

    assert found["connect-src"] == ["'self'", "https://chat.example"]
    assert "https://chat.example" in found["img-src"]


def test_only_allowed_origins_may_frame_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert directives(client.get("/").headers)["frame-ancestors"] == ["'none'"]
    configure(monkeypatch, cors_origins=(PARTNER,))

    assert directives(client.get("/").headers)["frame-ancestors"] == ["'self'", PARTNER]
    admin = client.get("/admin/login/")
    assert directives(admin.headers)["frame-ancestors"] == ["'none'"]
