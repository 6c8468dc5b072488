"""Uploads that can't be stored leave nothing behind, and all together have a quota."""

import errno
import logging
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import OperationalError
from django.db.models import QuerySet
from django.test import AsyncClient

from chatkit.models import Attachment
from tests.selfhosted.test_uploads import (
    attach,
    create,
    direct,
    put,
    set_up,
    stored,
)
from tests.selfhosted.test_uploads_content import pdf, png
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


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk on which the first bytes of each file fit."""
    write = FileSystemStorage._save  # type: ignore[attr-defined]

    def run_out(self: FileSystemStorage, name: str, content: Any) -> str:
        write(self, name, content)
        Path(self.path(name)).write_bytes(b"%PDF")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", run_out)


@pytest.mark.usefixtures("full_disk")
async def test_a_full_disk_leaves_no_part_of_a_file_and_is_said(
    visitor: AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    announced = (await create(visitor)).json()
    with caplog.at_level(logging.ERROR):
        for answer in (
            await put(visitor, announced, pdf()),
            await direct(visitor, pdf()),
        ):
            assert_error(answer, 503, "not_stored")
            message = answer.json()["error"]["message"]
            assert message.startswith("The file could not be stored.")
    assert "An upload can't be stored: [Errno 28] No space left" in caplog.text
    assert stored() == []
    assert not await Attachment.objects.aexists()


async def test_a_full_temporary_disk_is_said(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    announced = (await create(visitor)).json()

    def run_out() -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(
        "chatkit.selfhosted.uploads.request_file.TemporaryFile", run_out
    )
    assert_error(await put(visitor, announced, pdf()), 503, "not_stored")


@pytest.mark.parametrize("method", ["save", "update"])
async def test_a_file_whose_row_cannot_be_written_is_not_kept(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    announced = (await create(visitor)).json()

    def fail(*_: object, **__: object) -> int:
        raise OperationalError("the disk is full")

    owner = Attachment if method == "save" else QuerySet
    with monkeypatch.context() as failing:
        failing.setattr(owner, method, fail)
        answer = (
            await direct(visitor, pdf())
            if method == "save"
            else await put(visitor, announced, pdf())
        )
    assert_error(answer, 503, "overloaded")
    assert stored() == []
    assert (await put(visitor, announced, pdf())).status_code == 200


async def test_all_files_together_stay_within_the_quota(
    visitor: AsyncClient, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.UPLOAD_QUOTA_MB = 1
    other = AsyncClient()
    half = b"x" * (MB // 2)
    first = await attach(other, half, "a.txt", "text/plain")
    await attach(visitor, half, "a.txt", "text/plain")
    understated = await create(visitor, "a.png", "image/png", 1)

    for answer in (
        understated,
        await create(visitor, size=len(pdf())),
        await direct(visitor, png(), "a.png", "image/png"),
    ):
        assert_error(answer, 503, "quota_reached")
    assert "CHATKIT_UPLOAD_QUOTA_MB" in caplog.text
    assert len(stored()) == 2

    await Attachment.objects.filter(id=first["id"]).adelete()
    await attach(visitor, png(), "a.png", "image/png")
