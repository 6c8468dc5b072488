"""The files of the published version, made once for all processes of a machine.

A thread makes them when the process learns of a version, so that visitors seldom wait.
"""

import asyncio
import fcntl
import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from threading import Lock
from typing import Any

from django.db import DatabaseError, InterfaceError, connections
from django.utils import timezone

from resume.models import TypesetFile
from resume.outputs.typeset.compilation import (
    COMPILER,
    Result,
    compile_file,
    digest,
    to_json,
)
from resume.outputs.typeset.content import content, head
from resume.published.version import Version

#: After a failure, before it is tried again.
PAUSE = timedelta(minutes=1)
DATABASE_ERRORS = (DatabaseError, InterfaceError)

logger = logging.getLogger(__name__)

_thread = ThreadPoolExecutor(1, "resume-typeset")


class File:
    """``content_of`` is what the template is given of a version."""

    def __init__(
        self, template: str, content_of: Callable[[Version], dict[str, Any]]
    ) -> None:
        self.name = template.replace(
            ".typ", ".png" if template == "preview.typ" else ".pdf"
        )
        self.template = template
        self._content_of = content_of
        self._starting = Lock()
        self._revision = ""
        self._job: Future[TypesetFile] = Future()

    def prepare(self, version: Version) -> Future[TypesetFile]:
        """Begin to make it, unless that is done or was tried just now."""
        with self._starting:
            if self._revision != version.revision or has_to_be_tried(self._job):
                self._revision = version.revision
                self._job = _thread.submit(self._obtain, version)
            return self._job

    async def get(self, version: Version, wait: float) -> TypesetFile | None:
        """None if it isn't ready in ``wait`` seconds; without content if it failed."""
        job = asyncio.wrap_future(self.prepare(version))
        await asyncio.wait([job], timeout=wait)
        return job.result() if job.done() else None

    def _obtain(self, version: Version) -> TypesetFile:
        try:
            data = self._content_of(version)
            key = digest(self.template, to_json(data))
            with COMPILER.open("rb") as lock:  # other workers wait for the first
                fcntl.flock(lock, fcntl.LOCK_EX)
                return self._kept(key) or self._make(key, data)
        except Exception:
            logger.exception("%s can't be made.", self.name)
            return TypesetFile(name=self.name, made_at=timezone.now())
        finally:
            connections.close_all()

    def _kept(self, key: str) -> TypesetFile | None:
        try:
            found = TypesetFile.objects.filter(name=self.name, digest=key).first()
        except DATABASE_ERRORS:
            return None
        if found is None or (found.problem and is_old(found)):
            return None  # fonts may have been installed since
        found.content = bytes(found.content)
        return found

    def _make(self, key: str, data: dict[str, Any]) -> TypesetFile:
        result = compile_file(self.template, to_json(data))
        if not result.content and data.get("photo"):
            without = compile_file(self.template, to_json({**data, "photo": ""}))
            result = Result(without.content, f"With its photograph: {result.problem}")
        if result.problem:
            logger.warning("%s: %s", self.name, result.problem)
        made = TypesetFile(
            name=self.name,
            digest=key,
            content=result.content,
            problem=result.problem,
            made_at=timezone.now(),
        )
        try:
            made.save()
        except DATABASE_ERRORS as error:
            logger.warning("%s can't be kept: %s", self.name, type(error).__name__)
        return made


PDF = File("resume.typ", content)
PREVIEW = File("preview.typ", head)


def prepare(version: Version) -> None:
    PDF.prepare(version)
    PREVIEW.prepare(version)


def has_to_be_tried(job: Future[TypesetFile]) -> bool:
    return job.done() and not job.result().content and is_old(job.result())


def is_old(made: TypesetFile) -> bool:
    return made.made_at < timezone.now() - PAUSE


def problems() -> list[tuple[str, str, bool]]:
    """For the owner: the file, what is wrong, and whether it can be had all the same."""
    return [
        (made.name, made.problem, bool(made.content))
        for made in TypesetFile.objects.exclude(problem="")
    ]
