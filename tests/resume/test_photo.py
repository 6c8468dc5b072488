"""The photograph is shown, and no visitor's browser asks another site for it."""

import io
import json
import re
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from resume.models import Resume
from resume.photo import MAX_BYTES
from resume.versions.publishing import publish_draft
from tests.resume.test_commands import dump

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(30)
DATA = f"data:image/png;base64,{b64encode(PNG).decode()}"


@pytest.fixture
def load(tmp_path: Path):
    def load(image: str, *arguments: str) -> str:
        path = tmp_path / "resume.json"
        basics = {"name": "Ada Example", "image": image}
        path.write_text(json.dumps({"basics": basics}), encoding="utf-8")
        out = io.StringIO()
        call_command("loadresume", str(path), *arguments, stdout=out)
        return out.getvalue()

    return load


@pytest.fixture
def site():
    """A site with a picture at /p, too much at /large and nothing else."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = {"/p": PNG, "/large": PNG + bytes(MAX_BYTES)}.get(self.path)
            self.send_response(200 if content else 404)
            self.end_headers()
            self.wfile.write(content or b"")

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def photo_of(client: Client) -> Any:
    """The response at the address that the page has; None without a photograph."""
    page = str(client.get("/").content, "utf-8")
    found = re.search('src="(/photo/[^"]+)"', page)
    return client.get(found[1]) if found else None


def test_a_picture_in_the_document_is_shown_and_comes_back(client, load):
    assert load(DATA) == "The résumé of Ada Example is published: 0 entries.\n"

    photo = photo_of(client)

    assert (photo.content, photo["Content-Type"]) == (PNG, "image/png")
    for part in ("immutable", "s-maxage=10"):  # it may be hidden tomorrow
        assert part in photo["Cache-Control"]
    known = {"If-None-Match": photo["ETag"]}
    assert client.get(photo.wsgi_request.path, headers=known).status_code == 304
    assert json.loads(dump())["basics"]["image"] == DATA


def test_an_address_is_not_shown_unless_a_copy_is_fetched_and_kept(client, load, site):
    assert "image: it is on another site; --fetch-photo keeps" in load(f"{site}/p")
    assert photo_of(client) is None

    assert "image" not in load(f"{site}/p", "--fetch-photo")
    assert photo_of(client).content == PNG

    assert "image" not in load(f"{site}/p")
    assert photo_of(client).content == PNG


def test_another_picture_replaces_the_kept_one(client, load):
    load(DATA)
    load("https://example.org/other.jpg")
    assert photo_of(client) is None


def test_a_picture_that_the_owner_replaces_in_the_admin_is_not_shown(client, load):
    load(DATA)
    resume = Resume.objects.get()
    resume.image = "https://example.org/other.jpg"
    resume.save()
    publish_draft(resume)
    assert photo_of(client) is None


@pytest.mark.parametrize(
    ("path", "reason"),
    [("/large", "larger than 2 MB"), ("/none", "can't be fetched (HTTPError)")],
)
def test_a_picture_that_can_not_be_had_is_named(client, load, site, path, reason):
    assert reason in load(f"{site}{path}", "--fetch-photo")
    assert photo_of(client) is None


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        ("data:image/png;base64,@@", "not base64"),
        (f"data:image/svg+xml;base64,{b64encode(b'<svg/>').decode()}", "not PNG"),
        ("me.jpg", "neither an address nor data"),
        ("javascript:alert(1)", "neither an address nor data"),
    ],
)
def test_what_is_no_picture_is_named_and_not_shown(client, load, image, reason):
    assert reason in load(image)
    assert photo_of(client) is None


def test_a_photograph_that_is_not_there_is_a_404(client):
    assert client.get("/photo/0123").status_code == 404
