"""A site at https://example.org/resume/, and one that is asked by its address alone."""

import re
from collections.abc import AsyncIterator
from importlib import import_module, reload
from typing import Any

import httpx
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from resume_site import env
from tests.support.database import load_sample

pytestmark = pytest.mark.django_db(transaction=True)

LIST = {"type": "threads.list", "params": {}}


def application() -> Any:
    """The site as it is served with the settings of now."""
    return reload(import_module("resume_site.asgi")).application


@pytest.fixture(scope="module")
def site() -> Any:
    with override_settings(SERVESTATIC_USE_FINDERS=True):
        return application()


@pytest.fixture
def resume() -> None:
    load_sample()


@pytest.fixture(params=["FORCE_SCRIPT_NAME", "--root-path"])
async def client(
    request: pytest.FixtureRequest, settings: Any, resume: None, site: Any
) -> AsyncIterator[httpx.AsyncClient]:
    """uvicorn's --root-path is a part of each path, as a proxy passes it on or not."""
    root_path = ""
    if request.param == "FORCE_SCRIPT_NAME":
        settings.FORCE_SCRIPT_NAME = "/resume"
    else:
        root_path = "/resume"
    transport = httpx.ASGITransport(site, root_path=root_path)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://localhost"
    ) as client:
        yield client


@pytest.mark.parametrize("prefix", ["/resume", ""])
async def test_page_assets_chat_and_admin_work_below_a_path(
    client: httpx.AsyncClient, prefix: str
) -> None:
    page = await client.get(f"{prefix}/")

    assert page.status_code == 200
    own = set(re.findall(r'(?:href|src)="(/[^"]*)"', page.text))
    config = re.findall(r' config="(/[^"]*)"', page.text)[0]
    configuration = (await client.get(prefix + config.removeprefix("/resume"))).text
    urls = {config, *re.findall(r'url":"(/[^"]*)"', configuration)}
    assert own
    assert urls
    assert [url for url in own | urls if not url.startswith("/resume/")] == []
    for url in own - {"/resume/contact/email", "/resume/contact/phone"}:
        path = prefix + url.removeprefix("/resume")
        assert (await client.get(path)).status_code == 200, url

    chat = await client.post(f"{prefix}/api/chatkit/chat", json=LIST)
    assert chat.json() == {"data": [], "has_more": False}
    image = {"name": "a.png", "size": 3, "mime_type": "image/png"}
    created = {"type": "attachments.create", "params": image}
    upload = (await client.post(f"{prefix}/api/chatkit/chat", json=created)).json()
    assert "/resume/api/chatkit/uploads/" in upload["upload_descriptor"]["url"]
    docs = await client.get(f"{prefix}/api/docs")
    assert re.search(r'"/resume/api/schema', docs.text)

    admin = await client.get(f"{prefix}/admin/")
    assert admin.headers["Location"].endswith(
        "/resume/admin/login/?next=/resume/admin/"
    )
    login = await client.get(f"{prefix}/admin/login/")
    assert set(re.findall(r'(?:href|src|action)="(/[^/"]*)', login.text)) == {"/resume"}


async def test_the_address_without_its_last_slash_is_the_page_too(
    client: httpx.AsyncClient,
) -> None:
    assert (await client.get("/resume")).status_code == 200


@pytest.mark.parametrize(
    "host", ["203.0.113.7", "elsewhere.example", "x_y", "[::1]:80"]
)
async def test_a_load_balancer_may_ask_any_host_whether_it_is_up(
    settings: Any, host: str
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["example.org"]
    transport = httpx.ASGITransport(application())
    async with httpx.AsyncClient(
        transport=transport, base_url="http://testserver", headers={"Host": host}
    ) as client:
        assert (await client.get("/healthz")).json() == {"status": "ok"}
        assert (await client.get("/")).status_code in {301, 400}


@pytest.mark.parametrize(
    ("given", "path"),
    [("", ""), ("/", ""), ("resume", "/resume"), ("/a/b/", "/a/b"), ("/cv-é", "/cv-é")],
)
def test_the_path_may_be_written_with_or_without_slashes(
    monkeypatch: pytest.MonkeyPatch, given: str, path: str
) -> None:
    monkeypatch.setenv("SCRIPT_NAME", given)
    assert env.subpath("SCRIPT_NAME") == path


def test_an_address_is_no_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRIPT_NAME", "https://example.org/hunter2")
    with pytest.raises(ImproperlyConfigured, match=r"^SCRIPT_NAME has") as refusal:
        env.subpath("SCRIPT_NAME")
    assert "hunter2" not in str(refusal.value)
