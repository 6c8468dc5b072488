"""The owner's switch stops the chat at once; the page and what was said stay."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils import timezone

from chatkit.api import visitors
from chatkit.config import conf
from chatkit.config.resolve import Config
from chatkit.models import Attachment, ChatKitSettings, Thread
from chatkit.operations import checks
from resume.models import Resume
from tests.support.admin import PAGE, save
from tests.support.chat import message

pytestmark = pytest.mark.django_db(transaction=True)

CHAT = "/api/chatkit/chat"


@pytest.fixture
def switched_off() -> None:
    ChatKitSettings.objects.create(chat_enabled=False)
    assert not conf.current().chat_enabled


def operate(client: Client, type_: str, **params: Any) -> Any:
    body = {"type": type_, "params": params}
    return client.post(CHAT, body, content_type="application/json")


def visitor_of(client: Client) -> str:
    """The visitor that the client's cookie names, once it has one."""
    request = RequestFactory().get("/")
    request.COOKIES = {name: cookie.value for name, cookie in client.cookies.items()}
    return visitors.identify(request, Config()).visitor_id


@pytest.mark.usefixtures("switched_off")
@pytest.mark.parametrize(
    ("type_", "params"),
    [
        ("threads.create", {"input": message("Hello?")}),
        ("threads.add_user_message", {"thread_id": "t", "input": message("Hello?")}),
        ("threads.retry_after_item", {"thread_id": "t", "item_id": "i"}),
        (
            "attachments.create",
            {"name": "a.txt", "size": 1, "mime_type": "text/plain"},
        ),
    ],
)
def test_nothing_that_would_be_answered_is_taken(
    client: Client, type_: str, params: dict[str, Any]
) -> None:
    answer = operate(client, type_, **params)

    assert answer.status_code == 503
    assert answer.json() == {
        "error": {
            "code": "chat_disabled",
            "message": "The chat is switched off at the moment.",
        }
    }
    assert not Thread.objects.exists()
    assert not Attachment.objects.exists()


@pytest.mark.usefixtures("switched_off")
@pytest.mark.parametrize("mode", ["hosted", "custom"])
def test_no_session_no_token_and_no_upload_is_given(client: Client, mode: str) -> None:
    ChatKitSettings.objects.update(integration_type=mode)
    conf.snapshot.renew()
    file = SimpleUploadedFile("a.txt", b"Hello", "text/plain")
    secret = json.dumps({"current_client_secret": "x"})
    answers = [
        client.post("/api/chatkit/session"),
        client.post("/api/chatkit/refresh", secret, content_type="application/json"),
        client.post("/api/chatkit/token"),
        client.post("/api/chatkit/uploads", {"file": file}),
        client.put("/api/chatkit/uploads/atc_1", b"Hello"),
    ]

    assert {answer.json()["error"]["code"] for answer in answers} == {"chat_disabled"}
    assert {answer.status_code for answer in answers} == {503}


def test_what_was_said_can_still_be_read_and_deleted(client: Client) -> None:
    operate(client, "threads.list", limit=10)
    Thread.objects.create(
        id="thr_1",
        visitor_id=visitor_of(client),
        created_at=timezone.now(),
        data={"id": "thr_1", "created_at": "2026-11-23T12:00:00"},
    )
    ChatKitSettings.objects.create(chat_enabled=False)

    listed = operate(client, "threads.list", limit=10)
    assert [thread["id"] for thread in listed.json()["data"]] == ["thr_1"]
    assert operate(client, "items.list", thread_id="thr_1").status_code == 200
    assert operate(client, "threads.delete", thread_id="thr_1").status_code == 200
    assert not Thread.objects.exists()


def test_a_page_that_was_kept_learns_that_the_chat_is_off(client: Client) -> None:
    Resume.objects.create(name="Mara Lind")
    kept = {"If-None-Match": client.get("/")["ETag"]}
    ChatKitSettings.objects.create(chat_enabled=False)

    assert client.get("/", headers=kept).status_code == 304
    assert client.get("/api/chatkit/config").json()["chat_enabled"] is False


def test_switching_is_the_first_setting_and_says_what_it_did(
    admin_client: Client,
) -> None:
    fieldsets = admin_client.get(PAGE).context["adminform"].fieldsets
    assert fieldsets[0][1]["fields"] == ["chat_enabled"]

    assert save(admin_client, chat_enabled="false") == [
        "Saved and in use: Chat enabled.",
        "The chat is off. Within two seconds questions are refused and the page is shown"
        " without the chat's button.",
    ]
    assert not conf.current().chat_enabled
    assert save(admin_client, chat_enabled="")[1].startswith("The chat is on")


def test_a_switch_left_to_the_environment_says_what_that_has(
    admin_client: Client, settings: Any
) -> None:
    settings.CHATKIT_ENVIRONMENT = {"CHATKIT_ENABLED": "off"}
    save(admin_client, chat_enabled="true")

    assert "The chat is off" in save(admin_client, chat_enabled="")[1]


def test_the_first_page_and_the_doctor_say_that_it_is_off(
    admin_client: Client, switched_off: None
) -> None:
    assert "switched off" in admin_client.get("/admin/").content.decode()
    found = {f.id: f for f in checks.examine_environment(conf.current())}["switch"]
    assert (found.level, found.title) == ("warning", "The chat is switched off")
    assert 'Set "Chat enabled" to on' in found.remedy
    assert checks.examine_environment(Config())[0].title == "The chat is on"
