"""Files that are kept: who may see them, and when they go."""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.core.management import call_command
from django.db import transaction
from django.test import AsyncClient
from django.utils import timezone

from chatkit.models import Attachment, Thread
from chatkit.selfhosted.uploads import previews
from tests.selfhosted.test_uploads import (
    attach,
    create,
    post,
    put,
    send,
    set_up,
    stored,
    turn,
)
from tests.selfhosted.test_uploads_content import pdf, png
from tests.support.errors import assert_error

pytestmark = pytest.mark.django_db(transaction=True)

SITE = "http://testserver"
DAY = 24 * 60 * 60


@pytest.fixture
def visitor(
    transactional_db: None,
    settings: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncClient:
    return set_up(settings, tmp_path, monkeypatch)


async def image(visitor: AsyncClient) -> dict[str, Any]:
    return await attach(visitor, png(), "a.png", "image/png")


async def get(address: str) -> Any:
    """As a widget in another site's frame asks: without a cookie."""
    return await AsyncClient().get(address)


async def test_a_preview_is_shown_to_whoever_holds_its_address(
    visitor: AsyncClient,
) -> None:
    answer = await get((await image(visitor))["preview_url"])
    assert answer.status_code == 200
    assert b"".join([part async for part in answer.streaming_content]) == png()
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Length"] == str(len(png()))
    assert answer["Content-Disposition"] == 'inline; filename="a.png"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=900"
    assert "sandbox" in answer["Content-Security-Policy"]


async def test_nothing_but_images_is_ever_shown_in_place(visitor: AsyncClient) -> None:
    document = await attach(visitor, b"<script>", "a.txt", "text/plain")
    assert "preview_url" not in document
    answer = await get(previews.signed_url(SITE, document["id"]))
    assert answer["Content-Disposition"] == 'attachment; filename="a.txt"'
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda address, other: address.partition("?")[0],
        lambda address, other: address[:-1] + ("A" if address[-1] != "A" else "B"),
        lambda address, other: f"{address.partition('?')[0]}?{other.partition('?')[2]}",
        lambda address, other: address.partition("=")[0] + "=%00:é",
    ],
)
async def test_a_forged_preview_address_shows_nothing(
    visitor: AsyncClient, spoil: Callable[[str, str], str]
) -> None:
    mine, other = await image(visitor), await image(visitor)
    answer = await get(spoil(mine["preview_url"], other["preview_url"]))
    assert_error(answer, 404, "not_found")


async def test_a_preview_address_expires_and_a_conversation_has_fresh_ones(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    attached = await image(visitor)
    asked = await turn(await send(visitor, attached["id"]))
    later = time.time() + previews.LIFETIME.seconds + 1
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)

    assert_error(await get(attached["preview_url"]), 404, "not_found")
    thread = (
        await post(visitor, "threads.get_by_id", thread_id=asked.thread_id)
    ).json()
    (shown,) = thread["items"]["data"][0]["attachments"]
    assert shown["id"] == attached["id"]
    assert (await get(shown["preview_url"])).status_code == 200


async def test_an_announced_image_has_nothing_to_show_yet(visitor: AsyncClient) -> None:
    announced = (await create(visitor, "a.png", "image/png")).json()
    assert_error(await get(announced["preview_url"]), 404, "not_found")


async def test_a_file_that_the_disk_lost_is_a_404(visitor: AsyncClient) -> None:
    attached = await image(visitor)
    stored()[0].unlink()
    assert_error(await get(attached["preview_url"]), 404, "not_found")


async def test_deleting_an_attachment_deletes_its_file(visitor: AsyncClient) -> None:
    attached = await image(visitor)
    for _ in range(2):
        answer = await post(visitor, "attachments.delete", attachment_id=attached["id"])
        assert answer.json() == {}
    assert stored() == []
    assert_error(await get(attached["preview_url"]), 404, "not_found")


async def test_deleting_a_conversation_deletes_its_files(visitor: AsyncClient) -> None:
    sent, unsent = await attach(visitor, pdf()), await attach(visitor, pdf())
    asked = await turn(await send(visitor, sent["id"]))
    await post(visitor, "threads.delete", thread_id=asked.thread_id)
    assert [row.pk async for row in Attachment.objects.all()] == [unsent["id"]]
    assert len(stored()) == 1


@sync_to_async
def delete_and_take_back() -> None:
    with transaction.atomic():
        Thread.objects.all().delete()
        assert not Attachment.objects.exists()
        transaction.set_rollback(True)


async def test_a_deletion_that_is_taken_back_leaves_the_file(
    visitor: AsyncClient,
) -> None:
    await turn(await send(visitor, (await attach(visitor, pdf()))["id"]))
    await delete_and_take_back()
    assert await Attachment.objects.acount() == len(stored()) == 1


def test_purging_removes_what_was_left_for_a_day_and_nothing_else(
    visitor: AsyncClient,
) -> None:
    @async_to_sync
    async def upload() -> list[str]:
        ids = [(await attach(visitor, pdf()))["id"] for _ in range(3)]
        ids.append((await create(visitor)).json()["id"])
        await turn(await send(visitor, ids[0]))
        return ids

    sent, left, recent, never_came = upload()
    yesterday = timezone.now() - timedelta(days=1, minutes=1)
    Attachment.objects.exclude(id=recent).update(created_at=yesterday)
    folder = stored()[0].parent
    for name in ("old", "new"):
        (folder / name).write_bytes(b"of no attachment")
    for file in folder.iterdir():
        if file.name != "new":
            os.utime(file, (time.time() - DAY - 60,) * 2)

    out = StringIO()
    call_command("purge_uploads", stdout=out)
    assert out.getvalue() == "Deleted 2 unsent uploads and 1 orphaned files.\n"
    assert {row.pk for row in Attachment.objects.all()} == {sent, recent}
    assert {left, never_came}.isdisjoint(row.pk for row in Attachment.objects.all())
    assert len(stored()) == 3
    assert (folder / "new").exists()


def test_purging_a_site_without_uploads_removes_nothing(
    transactional_db: None, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "never made"
    out = StringIO()
    call_command("purge_uploads", stdout=out)
    assert out.getvalue() == "Deleted 0 unsent uploads and 0 orphaned files.\n"


async def test_files_left_for_an_hour_no_longer_count_against_their_visitor(
    visitor: AsyncClient,
) -> None:
    for _ in range(5):
        await create(visitor)
    assert_error(await create(visitor), 400, "invalid_request")
    await Attachment.objects.aupdate(created_at=timezone.now() - timedelta(minutes=61))
    assert (await create(visitor)).status_code == 200


async def test_a_file_whose_attachment_was_deleted_while_it_came_is_not_kept(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced = (await create(visitor)).json()

    def meanwhile(*_: object) -> str:
        Attachment.objects.all().delete()
        return "Staff engineer wanted"

    monkeypatch.setattr("chatkit.selfhosted.uploads.extraction.extract_text", meanwhile)
    assert_error(await put(visitor, announced, pdf()), 404, "not_found")
    assert stored() == []


def test_a_preview_of_another_site_is_left_as_it_is() -> None:
    attachment = {"id": "atc_1", "preview_url": "https://cdn.example/atc_1.png"}
    assert previews.renew(attachment) == attachment
    ours = previews.renew({"id": "atc_1", "preview_url": f"{SITE}/x"})
    assert urlsplit(ours["preview_url"]).query == ""
