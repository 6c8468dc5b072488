"""Uploads that are refused: too large, too many, of another kind, of another visitor."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import AsyncClient

from chatkit.hosted import sessions
from chatkit.models import Attachment, ChatKitSettings, Item, Thread
from chatkit.widget import public_config
from tests.selfhosted.test_uploads import (
    DIRECT,
    DOCX,
    PDF,
    attach,
    configure,
    create,
    direct,
    path_of,
    post,
    put,
    send,
    set_up,
    stored,
    turn,
)
from tests.selfhosted.test_uploads_content import bomb, pdf, png, protected_pdf
from tests.support.errors import assert_error

pytestmark = pytest.mark.django_db(transaction=True)

MB = 1024 * 1024


@pytest.fixture
def visitor(
    transactional_db: None,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncClient:
    return set_up(settings, tmp_path, monkeypatch)


async def test_a_file_of_the_limit_is_taken_and_one_byte_more_is_a_413(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, CHATKIT_MAX_FILE_SIZE_MB="1")
    limit = b"x" * MB
    await attach(visitor, limit, "a.txt", "text/plain")
    assert (await direct(visitor, limit, "a.txt", "text/plain")).status_code == 200

    announced = await create(visitor, "a.txt", "text/plain", MB + 1)
    assert_error(announced, 413, "too_large")
    understated = (await create(visitor, "a.txt", "text/plain", 5)).json()
    for answer in (
        await put(visitor, understated, limit + b"x"),
        await direct(visitor, limit + b"x", "a.txt", "text/plain"),
    ):
        assert_error(answer, 413, "too_large")
        assert answer.json()["error"]["message"] == "The file is too large."
    assert len(stored()) == await Attachment.objects.acount() == 2


async def test_a_visitor_has_as_many_unsent_files_as_one_message_takes(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, CHATKIT_MAX_FILES="2")
    first = await attach(visitor, pdf())
    second = (await create(visitor)).json()
    assert_error(await create(visitor), 400, "invalid_request")
    assert_error(await direct(visitor, pdf()), 400, "invalid_request")

    assert (
        await post(visitor, "attachments.delete", attachment_id=second["id"])
    ).json() == {}
    assert (await create(visitor)).status_code == 200
    await turn(await send(visitor, first["id"]))
    assert (await create(visitor)).status_code == 200


async def test_more_files_than_a_message_takes_are_refused_and_nothing_is_stored(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [(await attach(visitor, pdf()))["id"] for _ in range(3)]
    configure(monkeypatch, CHATKIT_MAX_FILES="2")
    assert_error(await send(visitor, *ids), 400, "invalid_request")
    assert not await Thread.objects.aexists()
    assert not await Item.objects.aexists()


@pytest.mark.parametrize(
    ("content", "name", "mime_type"),
    [
        (b"MZ\x90\x00 an executable", "job.pdf", PDF),
        (b"<html>\0</html>", "notes.txt", "text/plain"),
        (bomb(), "job.docx", DOCX),
    ],
)
async def test_a_file_of_no_supported_kind_is_a_415_and_is_not_kept(
    visitor: AsyncClient, content: bytes, name: str, mime_type: str
) -> None:
    attachment = (await create(visitor, name, mime_type, len(content))).json()
    answer = await put(visitor, attachment, content)
    assert_error(answer, 415, "unsupported_media_type")
    assert "PDF, Word" in answer.json()["error"]["message"]
    answer = await direct(visitor, content, name, mime_type)
    assert_error(answer, 415, "unsupported_media_type")
    assert stored() == []
    assert not await Attachment.objects.aexists()


@pytest.mark.parametrize(
    ("content", "name", "mime_type"),
    [
        (protected_pdf(), "job.pdf", PDF),
        (pdf(""), "scan.pdf", PDF),
        (b" \n ", "job.txt", "text/plain"),
    ],
)
async def test_a_file_without_text_that_can_be_read_is_said_to_be_so(
    visitor: AsyncClient, content: bytes, name: str, mime_type: str
) -> None:
    attachment = (await create(visitor, name, mime_type, len(content))).json()
    for answer in (
        await put(visitor, attachment, content),
        await direct(visitor, content, name, mime_type),
    ):
        assert_error(answer, 415, "unsupported_media_type")
        assert "No text can be read" in answer.json()["error"]["message"]
    assert stored() == []
    assert not await Attachment.objects.aexists()


async def test_types_off_the_list_are_refused_when_they_are_announced(
    visitor: AsyncClient,
) -> None:
    answer = await create(visitor, "page.html", "text/html")
    assert_error(answer, 415, "unsupported_media_type")


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\etc\\passwd"])
async def test_a_name_never_says_where_a_file_is_kept(
    visitor: AsyncClient, name: str
) -> None:
    finished = await attach(visitor, b"root:x:0:0", name, "text/plain")
    assert finished["name"] == "passwd"
    at_once = await direct(visitor, b"root:x:0:0", name, "text/plain")
    assert at_once.json()["name"] == "passwd"
    assert len(stored()) == 2


@pytest.mark.parametrize(
    "id_",
    ["../../etc/passwd", "..%2F..%2Fetc%2Fpasswd", "%00", "a%00b", "atc_1%0A", "é"],
)
async def test_an_address_that_is_no_id_leads_nowhere(
    visitor: AsyncClient, id_: str
) -> None:
    for answer in (
        await visitor.put(f"{DIRECT}/{id_}", pdf(), content_type=PDF),
        await visitor.post(f"{DIRECT}/{id_}", pdf(), content_type=PDF),
        await visitor.get(f"/api/chatkit/attachments/{id_}?token=1"),
    ):
        assert_error(answer, 404, "not_found")


async def test_a_file_in_a_thread_that_is_locked_is_not_sent(
    visitor: AsyncClient,
) -> None:
    asked = await turn(await send(visitor))
    thread = await Thread.objects.aget()
    thread.data["status"] = {"type": "locked", "reason": "The position is filled."}
    await thread.asave()
    waiting = await attach(visitor, pdf())
    refused = await send(visitor, waiting["id"], thread_id=asked.thread_id)
    assert_error(refused, 409, "thread_locked")
    assert (await Attachment.objects.aget()).thread_id is None


@pytest.mark.parametrize("size", [0, -1])
async def test_an_empty_file_is_refused(visitor: AsyncClient, size: int) -> None:
    assert_error(await create(visitor, size=size), 400, "invalid_request")
    attachment = (await create(visitor)).json()
    assert_error(await put(visitor, attachment, b""), 400, "invalid_request")
    assert_error(await direct(visitor, b""), 400, "invalid_request")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"raw bytes have no name", PDF),
        (b"nonsense", "multipart/form-data"),
        (b"--b--\r\n", "multipart/form-data; boundary=b"),
    ],
)
async def test_a_direct_upload_without_the_field_is_refused(
    visitor: AsyncClient, body: bytes, content_type: str
) -> None:
    answer = await visitor.post(DIRECT, body, content_type=content_type)
    assert answer.status_code in (400, 415)
    assert_error(answer, answer.status_code, answer.json()["error"]["code"])
    assert not await Attachment.objects.aexists()


async def test_an_upload_is_its_owners_alone(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = AsyncClient()
    waiting = (await create(theirs)).json()
    finished = await attach(theirs, pdf())

    assert_error(await put(visitor, waiting, pdf()), 404, "not_found")
    assert_error(await send(visitor, finished["id"]), 404, "not_found")
    assert_error(await send(visitor, "atc_unknown"), 404, "not_found")
    await post(visitor, "attachments.delete", attachment_id=finished["id"])
    assert await Attachment.objects.acount() == 2
    assert len(stored()) == 1
    assert not await Thread.objects.aexists()


async def test_a_file_comes_once(visitor: AsyncClient) -> None:
    attachment = (await create(visitor)).json()
    assert (await put(visitor, attachment, pdf())).status_code == 200
    assert_error(await put(visitor, attachment, pdf()), 404, "not_found")
    assert len(stored()) == 1


async def test_an_unfinished_upload_is_not_sent(visitor: AsyncClient) -> None:
    attachment = (await create(visitor)).json()
    assert_error(await send(visitor, attachment["id"]), 400, "invalid_request")
    assert not await Item.objects.aexists()


async def test_a_file_is_sent_once(visitor: AsyncClient) -> None:
    id_ = (await attach(visitor, pdf()))["id"]
    assert_error(await send(visitor, id_, id_), 400, "invalid_request")
    asked = await turn(await send(visitor, id_))
    again = await send(visitor, id_, thread_id=asked.thread_id)
    assert_error(again, 400, "invalid_request")
    assert await Item.objects.acount() == 2


async def test_announcing_and_direct_uploads_count_as_requests(
    visitor: AsyncClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("django_ratelimit.core.time.time", lambda: 1_800_000_000)
    configure(monkeypatch, CHATKIT_MAX_REQUESTS_PER_MINUTE="2")
    await create(visitor)
    assert (await direct(visitor, pdf())).status_code == 200
    assert_error(await create(visitor), 429, "rate_limited")
    assert_error(await direct(visitor, pdf()), 429, "rate_limited")


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (DIRECT, "POST"),
        (f"{DIRECT}/atc_1", "PUT, POST"),
        ("/api/chatkit/attachments/atc_1", "GET, HEAD"),
    ],
)
async def test_other_methods_are_refused_in_the_one_shape(
    visitor: AsyncClient, path: str, allowed: str
) -> None:
    answer = await visitor.delete(path)
    assert_error(answer, 405, "method_not_allowed")
    assert set(answer["Allow"].split(", ")) == set(allowed.split(", "))


async def test_uploads_from_another_site_are_refused(visitor: AsyncClient) -> None:
    headers = {"Origin": "https://evil.example"}
    file = SimpleUploadedFile("job.pdf", pdf(), content_type=PDF)
    answer = await visitor.post(DIRECT, {"file": file}, headers=headers)
    assert_error(answer, 403, "origin_not_allowed")


@pytest.mark.parametrize("word", ["False", "no", "0", "off"])
async def test_one_setting_turns_uploads_off_everywhere(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    waiting = (await create(visitor)).json()
    image = await attach(visitor, png(), "a.png", "image/png")
    config = configure(monkeypatch, CHATKIT_ENABLE_UPLOADS=word)

    for answer in (
        await create(visitor),
        await post(visitor, "attachments.delete", attachment_id=image["id"]),
        await put(visitor, waiting, pdf()),
        await visitor.post(path_of(waiting), pdf(), content_type=PDF),
        await direct(visitor, pdf()),
        await visitor.get(image["preview_url"]),
        await send(visitor, image["id"]),
    ):
        assert_error(answer, 403, "uploads_disabled")
    assert not await Thread.objects.aexists()
    assert public_config.configuration(config)["enable_uploads"] is False
    asked = sessions.request_body(config, "user_1")["chatkit_configuration"]
    assert asked["file_upload"]["enabled"] is False


async def test_the_owner_turns_uploads_off_in_the_admin(visitor: AsyncClient) -> None:
    await ChatKitSettings.objects.all().adelete()
    await ChatKitSettings.objects.acreate(enable_uploads=False)
    assert_error(await create(visitor), 403, "uploads_disabled")
    assert_error(await direct(visitor, pdf()), 403, "uploads_disabled")
