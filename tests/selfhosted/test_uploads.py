"""Attach a file: announce it and upload it, or upload it at once; then send it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from chatkit.types import FileAttachment, ImageAttachment
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import AsyncClient

from chatkit.answering.base import TurnInput
from chatkit.answering.extractive.responder import ExtractiveResponder
from chatkit.config import conf
from chatkit.config.resolve import Config, resolve
from chatkit.models import Attachment
from chatkit.selfhosted.store import ATTACHMENT
from tests.selfhosted.test_uploads_content import docx, jpeg, pdf, png, webp
from tests.support.chat import Turn, events_of, message
from tests.support.database import load_sample

pytestmark = pytest.mark.django_db(transaction=True)

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CHAT = "/api/chatkit/chat"
DIRECT = "/api/chatkit/uploads"
MB = 1024 * 1024


def configure(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Config:
    """Settings from these variables; nobody asks too often unless they say so."""
    many = {"CHATKIT_MAX_REQUESTS_PER_MINUTE": "1000"}
    config = resolve({**many, **variables})
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(config))
    return config


def set_up(settings: Any, folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncClient:
    """A site that keeps its files in ``folder``, and a visitor of it."""
    settings.MEDIA_ROOT = folder
    configure(monkeypatch)
    load_sample()
    return AsyncClient()


@pytest.fixture
def visitor(
    transactional_db: None,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncClient:
    return set_up(settings, tmp_path, monkeypatch)


async def post(visitor: AsyncClient, type_: str, **params: Any) -> Any:
    body = {"type": type_, "params": params}
    return await visitor.post(CHAT, json.dumps(body), content_type="application/json")


async def create(
    visitor: AsyncClient, name: str = "job.pdf", mime_type: str = PDF, size: int = 9
) -> Any:
    return await post(
        visitor, "attachments.create", name=name, mime_type=mime_type, size=size
    )


def path_of(attachment: dict[str, Any]) -> str:
    url = attachment["upload_descriptor"]["url"]
    assert url.startswith("http://testserver/api/chatkit/uploads/")
    return str(url.removeprefix("http://testserver"))


async def put(visitor: AsyncClient, attachment: dict[str, Any], content: bytes) -> Any:
    return await visitor.put(
        path_of(attachment), content, content_type=attachment["mime_type"]
    )


async def attach(
    visitor: AsyncClient,
    content: bytes,
    name: str = "job.pdf",
    mime_type: str = PDF,
) -> dict[str, Any]:
    """Upload in two phases; the finished attachment."""
    attachment = (await create(visitor, name, mime_type, len(content))).json()
    answer = await put(visitor, attachment, content)
    assert answer.status_code == 200, answer.content
    finished: dict[str, Any] = answer.json()
    return finished


async def direct(
    visitor: AsyncClient, content: bytes, name: str = "job.pdf", mime_type: str = PDF
) -> Any:
    file = SimpleUploadedFile(name, content, content_type=mime_type)
    return await visitor.post(DIRECT, {"file": file})


async def send(visitor: AsyncClient, *ids: str, thread_id: str = "") -> Any:
    sent = {**message("Does this fit?"), "attachments": list(ids)}
    if thread_id:
        return await post(
            visitor, "threads.add_user_message", thread_id=thread_id, input=sent
        )
    return await post(visitor, "threads.create", input=sent)


async def turn(answer: Any) -> Turn:
    assert answer.status_code == 200, answer.content
    parts = [part async for part in answer.streaming_content]
    return Turn(events_of(b"".join(parts).decode()))


def stored() -> list[Path]:
    """All files that are kept."""
    folder = Path(default_storage.path("uploads"))
    return sorted(folder.iterdir()) if folder.exists() else []


def content_of(file: Path) -> bytes:
    return file.read_bytes()


async def test_an_announced_file_is_uploaded_and_sent_with_a_message(
    visitor: AsyncClient,
) -> None:
    announced = (await create(visitor, "Job: São Paulo.pdf", PDF, len(pdf()))).json()
    address = f"http://testserver/api/chatkit/uploads/{announced['id']}"
    assert announced == {
        "id": announced["id"],
        "type": "file",
        "name": "Job: São Paulo.pdf",
        "mime_type": PDF,
        "upload_descriptor": {"url": address, "method": "PUT", "headers": {}},
    }

    answer = await put(visitor, announced, pdf())
    assert answer.status_code == 200
    finished = {k: v for k, v in announced.items() if k != "upload_descriptor"}
    assert answer.json() == finished
    assert ATTACHMENT.validate_python(finished) == FileAttachment(**finished)

    asked = await turn(await send(visitor, announced["id"]))
    sent = [e["item"] for e in asked.events if e["type"] == "thread.item.done"][0]
    assert sent["attachments"] == [{**finished, "thread_id": asked.thread_id}]
    assert (await Attachment.objects.aget()).thread_id == asked.thread_id
    (file,) = stored()
    assert content_of(file) == pdf()
    assert "Job" not in file.name
    assert file.stat().st_mode & 0o077 == 0


async def test_a_file_is_uploaded_in_one_request(visitor: AsyncClient) -> None:
    answer = await direct(visitor, docx(), "job.docx", DOCX)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    attachment = answer.json()
    assert attachment == {
        "id": attachment["id"],
        "type": "file",
        "name": "job.docx",
        "mime_type": DOCX,
    }
    await turn(await send(visitor, attachment["id"]))


@pytest.mark.parametrize("method", ["put", "post"])
@pytest.mark.parametrize("encoding", ["raw", "multipart"])
async def test_both_methods_take_both_encodings(
    visitor: AsyncClient, method: str, encoding: str
) -> None:
    address = path_of((await create(visitor)).json())
    content, content_type = pdf(), PDF
    if encoding == "multipart":
        content_type = "multipart/form-data; boundary=b"
        content = (
            b'--b\r\nContent-Disposition: form-data; name="other"\r\n\r\nx\r\n'
            b'--b\r\nContent-Disposition: form-data; name="spare"; filename="s"\r\n\r\n'
            b"y\r\n"
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'
            + content
            + b"\r\n--b--\r\n"
        )
    answer = await getattr(visitor, method)(address, content, content_type=content_type)
    assert answer.status_code == 200, answer.content
    (file,) = stored()
    assert content_of(file) == pdf()
    assert (await Attachment.objects.aget()).text == "Staff engineer wanted"


@pytest.mark.parametrize(
    ("make", "name", "mime_type"),
    [
        (png, "a.png", "image/png"),
        (jpeg, "a.jpg", "image/jpeg"),
        (webp, "a.webp", "image/webp"),
    ],
)
async def test_an_image_has_a_preview(
    visitor: AsyncClient, make: Callable[[], bytes], name: str, mime_type: str
) -> None:
    attachment = await attach(visitor, make(), name, mime_type)
    assert isinstance(ATTACHMENT.validate_python(attachment), ImageAttachment)
    assert attachment["preview_url"].startswith(
        f"http://testserver/api/chatkit/attachments/{attachment['id']}?token="
    )


@pytest.mark.parametrize(
    ("content", "name", "claimed", "kind", "mime_type"),
    [
        (png(), "photo.jpg", "image/jpeg", "image", "image/png"),
        (pdf(), "job.docx", DOCX, "file", PDF),
        (png(), "job.pdf", PDF, "image", "image/png"),
        (pdf(), "photo.png", "image/png", "file", PDF),
        (b"Staff engineer wanted", "job.pdf", PDF, "file", "text/plain"),
    ],
)
async def test_a_file_is_what_its_content_says_whatever_its_name_does(
    visitor: AsyncClient,
    content: bytes,
    name: str,
    claimed: str,
    kind: str,
    mime_type: str,
) -> None:
    for taken in (
        await attach(visitor, content, name, claimed),
        (await direct(visitor, content, name, claimed)).json(),
    ):
        assert (taken["name"], taken["type"]) == (name, kind)
        assert taken["mime_type"] == mime_type
        if kind == "image":
            shown = await visitor.get(taken["preview_url"])
            assert shown["Content-Type"] == mime_type
        else:
            assert "preview_url" not in taken
        await turn(await send(visitor, taken["id"]))


async def test_the_text_of_a_threads_files_is_given_to_the_answerer(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []
    respond = ExtractiveResponder.respond

    def spy(self: ExtractiveResponder, asked: TurnInput) -> Any:
        given.append(asked.attached_text)
        return respond(self, asked)

    monkeypatch.setattr(ExtractiveResponder, "respond", spy)
    first = (await attach(visitor, docx("Knows Rust"), "job.docx", DOCX))["id"]
    asked = await turn(await send(visitor, first))
    await turn(await send(visitor, thread_id=asked.thread_id))
    assert given == ["job.docx:\nKnows Rust\nPlace | Lisbon"] * 2
    await turn(await send(visitor))
    assert given[2] == ""


async def test_an_uploaded_job_is_held_against_the_resume_and_quoted_as_the_visitors(
    visitor: AsyncClient,
) -> None:
    job = "Requirements:\nKnows PostgreSQL and Zyqorvath."
    sent = (await attach(visitor, job.encode(), "job.txt", "text/plain"))["id"]
    asked = await turn(await send(visitor, sent))
    assert asked.text.startswith("Meets 0 of 1 requirement, 1 partly.")
    assert "Knows PostgreSQL and Zyqorvath: " in asked.text
    assert asked.cited
    assert "Not mentioned: Zyqorvath." in asked.text
