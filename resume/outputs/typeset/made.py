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
        self.template = template
        self._content_of = content_of
        self._starting = Lock()
        #: By name, with the revision that it makes.
        self._jobs: dict[str, tuple[str, Future[TypesetFile]]] = {}

    def name(self, version: Version) -> str:
        stem, _, _ = self.template.partition(".")
        suffix = "png" if stem == "preview" else "pdf"
        place = version.place
        own = f"-{place.pk}" if place and not place.is_default else ""
        return f"{stem}{own}.{suffix}"

    def prepare(self, version: Version) -> Future[TypesetFile]:
        """Begin to make it, unless that is done or was tried just now."""
        name = self.name(version)
        with self._starting:
            revision, job = self._jobs.get(name, ("", Future()))
            if revision != version.revision or has_to_be_tried(job):
                job = _thread.submit(self._obtain, version)
                self._jobs[name] = (version.revision, job)
            return job

    async def get(self, version: Version, wait: float) -> TypesetFile | None:
        """None if it isn't ready in ``wait`` seconds; without content if it failed."""
        job = asyncio.wrap_future(self.prepare(version))
        await asyncio.wait([job], timeout=wait)
        return job.result() if job.done() else None

    def make(self, version: Version) -> Result:
        """Now, and kept nowhere."""
        return self._compile(self._content_of(version))

    def _compile(self, data: dict[str, Any]) -> Result:
        result = compile_file(self.template, to_json(data))
        if not result.content and data.get("photo"):
            without = compile_file(self.template, to_json({**data, "photo": ""}))
            return Result(without.content, f"With its photograph: {result.problem}")
        return result

    def _obtain(self, version: Version) -> TypesetFile:
        name = self.name(version)
        try:
            data = self._content_of(version)
            key = digest(self.template, to_json(data))
            with COMPILER.open("rb") as lock:  # other workers wait for the first
                fcntl.flock(lock, fcntl.LOCK_EX)
                return self._kept(name, key) or self._make(name, key, data)
        except Exception:
            logger.exception("%s can't be made.", name)
            return TypesetFile(name=name, made_at=timezone.now())
        finally:
            connections.close_all()

    def _kept(self, name: str, key: str) -> TypesetFile | None:
        try:
            found = TypesetFile.objects.filter(name=name, digest=key).first()
        except DATABASE_ERRORS:
            return None
        if found is None or (found.problem and is_old(found)):
            return None  # fonts may have been installed since
        found.content = bytes(found.content)
        return found

    def _make(self, name: str, key: str, data: dict[str, Any]) -> TypesetFile:
        result = self._compile(data)
        if result.problem:
            logger.warning("%s: %s", name, result.problem)
        made = TypesetFile(
            name=name,
            digest=key,
            content=result.content,
            problem=result.problem,
            made_at=timezone.now(),
        )
        try:
            made.save()
        except DATABASE_ERRORS as error:
            logger.warning("%s can't be kept: %s", name, type(error).__name__)
        return made


PDF = File("resume.typ", content)
PREVIEW = File("preview.typ", head)


def prepare(version: Version) -> None:
    PDF.prepare(version)
    PREVIEW.prepare(version)


def forget(pk: int) -> None:
    """The files of a résumé that is no more."""
    TypesetFile.objects.filter(name__regex=rf"-{pk}\.").delete()


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
