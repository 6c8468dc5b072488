"""A fit sheet as a widget, and as a page that lives as long as its conversation."""

import json
from datetime import timedelta
from typing import Any

import pytest
from chatkit.widgets import Card
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import DatabaseError
from django.test import AsyncClient
from django.utils import timezone
from pytest_django.fixtures import Settings

from chatkit import database
from chatkit.answering.fit import link
from chatkit.config import conf
from chatkit.config.resolve import resolve
from chatkit.models import FitSheet, Thread
from chatkit.turns import retention
from resume.versions.publishing import publish
from tests.answering.job_ads import BACKEND, DEVELOPER_DE
from tests.selfhosted.test_uploads_content import docx, pdf
from tests.support.chat import events_of, message
from tests.support.chat_operations import items, post, read
from tests.support.database import SAMPLE
from tests.support.model_server import ModelServer
from tests.support.model_site import Shown, Site

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("sample"),
]

SITE = "http://testserver"


async def ask(visitor: AsyncClient, text: str, *files: str) -> Shown:
    sent = {**message(text), "attachments": list(files)}
    answer = await post(visitor, "threads.create", input=sent)
    return Shown(events_of(await read(answer)))


def widget_of(shown: Shown) -> dict[str, Any]:
    (found,) = (item for item in shown.items if item["type"] == "widget")
    card: dict[str, Any] = found["widget"]
    return card


def texts(node: dict[str, Any]) -> list[str]:
    own = [node[key] for key in ("value", "label") if key in node]
    return own + [text for child in node.get("children", ()) for text in texts(child)]


def path_of(shown: Shown) -> str:
    last = texts(widget_of(shown))[-1]
    return last.partition(f"]({SITE}")[2].removesuffix(")")


async def test_the_answer_is_followed_by_a_card_with_every_requirement(
    visitor: AsyncClient,
) -> None:
    shown = await ask(visitor, BACKEND)
    card = widget_of(shown)
    Card.model_validate(card)  # as OpenAI's element reads it
    said = texts(card)
    assert said[:3] == [
        "Fit sheet",
        "Meets 8 of 11 requirements, 3 partly.",
        "Must-haves",
    ]
    assert "6+ years of Kubernetes" in said
    assert f"[“German: Intermediate (B1).”]({SITE}/#languages-german)" in said
    assert shown.text.startswith("Meets 8 of 11 requirements, 3 partly.")
    stored = await items(visitor, shown.thread_id)
    assert [item["type"] for item in stored] == [
        *("user_message", "assistant_message", "widget"),
    ]


async def test_the_page_says_the_same_without_script_or_cookie(
    visitor: AsyncClient,
) -> None:
    shown = await ask(visitor, BACKEND)
    page = await AsyncClient().get(path_of(shown))
    html = page.content.decode()
    assert page.status_code == 200
    assert "Meets 8 of 11 requirements, 3 partly." in html
    assert "Five years and nine months in positions that mention it" in html
    assert '<a href="/#languages-german">“German: Intermediate (B1).”</a>' in html
    assert "<script" not in html
    assert not page.cookies
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "no-referrer"


async def test_the_page_is_in_the_language_of_the_visitor(visitor: AsyncClient) -> None:
    html = (
        await visitor.get(path_of(await ask(visitor, DEVELOPER_DE)))
    ).content.decode()
    assert '<html lang="de">' in html
    assert "Erfüllt 3 von 5 Anforderungen" in html


async def test_the_page_never_says_what_the_resume_no_longer_does(
    visitor: AsyncClient,
) -> None:
    path = path_of(await ask(visitor, BACKEND))
    document = json.loads(SAMPLE.read_text(encoding="utf-8"))
    document["languages"] = []
    await database.run(publish, document)
    html = (await visitor.get(path)).content.decode()
    assert "Intermediate (B1)" not in html
    assert "Fluent English; German at C1 level" in html


async def test_a_sheet_ends_with_the_link_to_its_resume(visitor: AsyncClient) -> None:
    path = path_of(await ask(visitor, BACKEND))
    sheet = await FitSheet.objects.aget()
    sheet.data["resume"] = "a-link-that-was-replaced"
    await sheet.asave()
    assert (await visitor.get(path)).status_code == 410


async def test_what_a_description_says_is_shown_as_text(visitor: AsyncClient) -> None:
    hostile = "Requirements:\n- Python <script>alert(1)</script>\n- Kafka [x](http://e.example)"
    html = (await visitor.get(path_of(await ask(visitor, hostile)))).content.decode()
    assert "Python &lt;script&gt;" in html
    assert "<script>" not in html
    assert "http://e.example" not in [
        part.split('"')[0] for part in html.split('href="')[1:]
    ]


async def test_only_the_requirements_of_a_description_are_kept(
    visitor: AsyncClient,
) -> None:
    await ask(visitor, BACKEND)
    data = await database.run(lambda: json.dumps(FitSheet.objects.get().data))
    assert "Kubernetes" in data
    assert "Fjordline" not in data
    assert "coffee" not in data


@pytest.mark.parametrize("days", [29, 31])
async def test_a_link_lives_for_thirty_days(
    visitor: AsyncClient, days: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path_of(await ask(visitor, BACKEND))
    age = timedelta(days=days)
    monkeypatch.setattr(
        "django.core.signing.time.time", lambda: (timezone.now() + age).timestamp()
    )
    page = await visitor.get(path)
    assert page.status_code == (200 if days < 30 else 410)
    if days > 30:
        assert "This fit sheet is no longer available" in page.content.decode()
        assert page["X-Robots-Tag"] == "noindex, nofollow"


async def test_a_link_ends_with_its_conversation(visitor: AsyncClient) -> None:
    shown = await ask(visitor, BACKEND)
    await post(visitor, "threads.delete", thread_id=shown.thread_id)
    assert (await visitor.get(path_of(shown))).status_code == 410
    assert not await database.run(FitSheet.objects.exists)


async def test_a_link_that_was_never_ours_leads_nowhere(visitor: AsyncClient) -> None:
    path = path_of(await ask(visitor, BACKEND))
    assert (await visitor.get(path[:-1] + "!")).status_code == 404
    assert (await visitor.get("/fit/")).status_code == 404


async def test_nobody_opens_pages_without_end(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = {"CHATKIT_MAX_REQUESTS_PER_MINUTE_PER_ADDRESS": "1"}
    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(resolve(few)))
    path = path_of(await ask(visitor, BACKEND))
    for _ in range(11):
        page = await visitor.get(path)
    assert page.status_code == 429
    assert int(page["Retry-After"]) > 0


def test_sheets_are_deleted_after_thirty_days_and_with_their_visitor() -> None:
    now = timezone.now()
    for at, days in enumerate((31, 29)):
        thread = Thread.objects.create(
            id=f"thr_{at}", visitor_id="user_a", created_at=now, data={}
        )
        FitSheet.objects.create(
            id=f"{at}", thread=thread, data={}, created_at=now - timedelta(days=days)
        )
    retention.purge()
    assert [sheet.id for sheet in FitSheet.objects.all()] == ["1"]
    call_command("purge_conversations", "--visitor", "user_a", verbosity=0)
    assert not FitSheet.objects.exists()


async def test_without_the_database_there_is_a_sheet_and_no_link(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise DatabaseError

    monkeypatch.setattr(link, "create", fail)
    said = texts(widget_of(await ask(visitor, BACKEND)))
    assert "Meets 8 of 11 requirements, 3 partly." in said
    assert not any("Printable page" in text for text in said)


@pytest.mark.parametrize(
    ("name", "content", "mime_type"),
    [
        ("job.txt", BACKEND.encode(), "text/plain"),
        ("job.pdf", pdf("Requirements: Python; Kubernetes; COBOL"), "application/pdf"),
        (
            "job.docx",
            docx("Requirements:", "Python", "Kubernetes", "COBOL"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
async def test_a_file_with_a_description_is_compared(
    visitor: AsyncClient,
    name: str,
    content: bytes,
    mime_type: str,
    settings: Settings,
    tmp_path: Any,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile(name, content, mime_type)
    uploaded = await visitor.post("/api/chatkit/uploads", {"file": file})
    shown = await ask(visitor, "Does she fit this job?", uploaded.json()["id"])
    assert shown.text.startswith("Meets ")
    assert path_of(shown)


async def test_a_model_s_site_gives_the_same_sheet_and_does_not_ask_the_model(
    site: Site, model: ModelServer
) -> None:
    shown = await site.ask(BACKEND)
    assert shown.text.startswith("Meets 8 of 11 requirements, 3 partly.")
    assert "Meets 8 of 11 requirements, 3 partly." in texts(widget_of(shown))
    assert model.paths == []
    assert site.report.answered_by == "embedded"
    assert site.report.input_tokens == 0
