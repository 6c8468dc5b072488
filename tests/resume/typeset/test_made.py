"""When the PDF is made, who gets it meanwhile, and what is kept of it."""

import base64
import threading
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from chatkit.config.conf import from_environment
from chatkit.operations import site
from resume import photo
from resume.models import TypesetFile
from resume.outputs.typeset import compilation, made, views
from resume.outputs.typeset.compilation import Result
from resume.outputs.typeset.content import content
from resume.published import current
from resume.versions.publishing import publish

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the compiler was asked for; it answers with how often that was."""
    templates: list[str] = []

    def compile_file(template: str, data: bytes) -> Result:
        templates.append(template)
        return Result(f"%PDF {len(templates)}".encode())

    monkeypatch.setattr(made, "compile_file", compile_file)
    return templates


def another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "PDF", made.File("resume.typ", content))


def test_the_file_has_the_persons_name_and_an_etag(client: Client) -> None:
    publish({"basics": {"name": "Zoë / Ng\nuyễn"}})
    response = client.get("/resume.pdf")
    assert response.status_code == HTTPStatus.OK
    assert response.content.startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Robots-Tag"] == "noindex", "it has e-mail and phone in the clear"
    assert response["Content-Disposition"] == (
        "inline; filename*=utf-8''Zo%C3%AB%20Ng%20uy%E1%BB%85n.pdf"
    )
    again = client.get("/resume.pdf", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (HTTPStatus.NOT_MODIFIED, b"")
    picture = client.get("/preview.png")
    assert (picture["Content-Type"], picture.content[1:4]) == ("image/png", b"PNG")


def test_the_page_links_to_it(client: Client) -> None:
    publish({"basics": {"name": "Ada"}})
    assert '<a href="/resume.pdf" type="application/pdf">PDF</a>' in (
        client.get("/").content.decode()
    )


def test_each_version_is_made_once_for_all_processes(
    client: Client, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish({"basics": {"name": "Ada"}})
    assert client.get("/resume.pdf").content == b"%PDF 1"
    assert client.get("/resume.pdf").content == b"%PDF 1"
    another_process(monkeypatch)
    assert client.get("/resume.pdf").content == b"%PDF 1"
    publish({"basics": {"name": "Grace"}})
    assert client.get("/resume.pdf").content == b"%PDF 2"
    assert len(compiled) == 2
    assert TypesetFile.objects.count() == 1, "the old one is not kept"


def test_a_process_makes_its_files_before_anybody_asks(
    compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish({"basics": {"name": "Ada"}})
    begun: list[str] = []
    monkeypatch.setattr(made, "prepare", lambda version: begun.append(version.revision))
    snapshot = current.Snapshot()
    snapshot.start()
    snapshot.current()
    for _ in range(100):
        if begun:
            break
        threading.Event().wait(0.02)
    snapshot.stop()
    assert begun


def test_there_is_none_before_the_first_publication(client: Client) -> None:
    assert client.get("/resume.pdf").status_code == HTTPStatus.NOT_FOUND


def test_who_asks_too_early_is_told_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = threading.Event()

    def compile_file(template: str, data: bytes) -> Result:
        done.wait(10)
        return Result(b"%PDF")

    monkeypatch.setattr(made, "compile_file", compile_file)
    monkeypatch.setattr(views, "WAIT", 0.05)
    publish({"basics": {"name": "Ada"}})
    response = client.get("/resume.pdf")
    done.set()
    assert response.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert response["Retry-After"] == "60"
    assert b"try again" in response.content
    monkeypatch.setattr(views, "WAIT", 5)
    assert client.get("/resume.pdf").content == b"%PDF"


def test_a_failure_is_logged_once_and_tried_again_after_a_minute(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(made, "compile_file", lambda *_: Result(b"", "No memory."))
    publish({"basics": {"name": "Ada"}})
    responses = [client.get("/resume.pdf") for _ in range(3)]
    assert {r.status_code for r in responses} == {HTTPStatus.SERVICE_UNAVAILABLE}
    assert [r.getMessage() for r in caplog.records if r.name == made.__name__] == [
        "resume.pdf: No memory."
    ]
    assert TypesetFile.objects.get().problem == "No memory."
    monkeypatch.setattr(made, "compile_file", lambda *_: Result(b"%PDF"))
    monkeypatch.setattr(made, "PAUSE", timedelta(0))
    assert client.get("/resume.pdf").content == b"%PDF"
    assert TypesetFile.objects.get().problem == ""


def test_a_photograph_that_can_not_be_read_is_left_out(client: Client) -> None:
    broken = base64.b64encode(b"\x89PNG\r\n\x1a\n nothing").decode()
    image = f"data:image/png;base64,{broken}"
    photo.keep(publish({"basics": {"name": "Ada", "image": image}}))
    assert client.get("/resume.pdf").content.startswith(b"%PDF-")
    assert TypesetFile.objects.get().problem.startswith("With its photograph: ")


def test_it_is_served_where_it_can_not_be_kept(
    client: Client, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def save(self: TypesetFile) -> None:
        raise OperationalError

    monkeypatch.setattr(TypesetFile, "save", save)
    publish({"basics": {"name": "Ada"}})
    assert client.get("/resume.pdf").content == b"%PDF 1"
    assert client.get("/resume.pdf").content == b"%PDF 1"


@pytest.mark.parametrize(
    ("program", "problem"),
    [
        ("import time; time.sleep(30)", "It took more than 0.5 seconds."),
        ("raise MemoryError('too much')", "The compiler failed (1): MemoryError"),
        ("import os; os.kill(os.getpid(), 9)", "The compiler failed (-9)"),
    ],
)
def test_a_compiler_that_hangs_or_dies_is_a_failure_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, problem: str
) -> None:
    (tmp_path / "compiler.py").write_text(program)
    monkeypatch.setattr(compilation, "COMPILER", tmp_path / "compiler.py")
    monkeypatch.setattr(compilation, "WAIT", 0.5)
    result = compilation.compile_file("resume.typ", b"{}")
    assert result.content == b""
    assert result.problem.startswith(problem)


def test_a_failure_of_a_minute_ago_is_not_what_another_process_serves(
    client: Client, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish({"basics": {"name": "Ada"}})
    client.get("/resume.pdf")
    old = timezone.now() - timedelta(minutes=2)
    TypesetFile.objects.update(content=b"", problem="No memory.", made_at=old)
    another_process(monkeypatch)
    assert client.get("/resume.pdf").content == b"%PDF 2"


def test_the_doctor_says_what_is_wrong_with_a_file() -> None:
    rows = [("preview.png", b"", "No memory."), ("resume.pdf", b"%PDF", "No font.")]
    for name, content_made, problem in rows:
        TypesetFile.objects.create(
            name=name, content=content_made, problem=problem, made_at=timezone.now()
        )
    findings = {found.title: found.detail for found in site.files(from_environment())}
    assert list(findings) == [
        "preview.png could not be made",
        "resume.pdf lacks something",
    ]
    assert "No memory." in findings["preview.png could not be made"]
