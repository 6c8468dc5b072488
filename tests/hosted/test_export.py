"""``manage.py export_hosted_threads`` saves what OpenAI has, and goes on after a stop."""

import json
import stat
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from chatkit.hosted import thread_export
from chatkit.hosted.responses import Page
from tests.support.hosted_upstream import KEY, TEXT, THREADS, Scripted, Upstream

pytestmark = pytest.mark.django_db


@pytest.fixture
def openai(openai: Upstream, monkeypatch: pytest.MonkeyPatch) -> Upstream:
    """Five threads of no, one, two ... items, two a page; waiting takes no time."""
    openai.threads = {
        f"cthr_{n}": [{"id": f"cthi_{n}_{i}", "text": "grüße\n"} for i in range(n)]
        for n in range(5)
    }
    openai.slept = []  # type: ignore[attr-defined]

    async def sleep(seconds: float) -> None:
        openai.slept.append(seconds)  # type: ignore[attr-defined]

    monkeypatch.setattr(thread_export, "sleep", sleep)
    return openai


def export(file: Path) -> str:
    """What it tells a person, on both streams."""
    told = StringIO()
    try:
        call_command("export_hosted_threads", str(file), stdout=told, stderr=told)
    finally:
        assert KEY not in told.getvalue()
        assert TEXT not in told.getvalue()
    return told.getvalue()


def content(file: Path) -> dict[str, list[Any]]:
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    assert len({row["thread"]["id"] for row in rows}) == len(rows)
    return {row["thread"]["id"]: row["items"] for row in rows}


def test_every_thread_is_saved_with_its_items_in_order(openai, tmp_path):
    file = tmp_path / "threads.jsonl"

    told = export(file)

    assert content(file) == openai.threads
    assert "all 5 threads: 5 with 10 items were added, 0 were there" in told
    assert "5 of 5 threads, 10 items" in told
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_second_run_asks_only_for_what_is_missing(openai, tmp_path):
    file = tmp_path / "threads.jsonl"
    export(file)
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join(lines[:3]) + lines[3][:20])  # stopped in the fourth
    openai.requests.clear()

    told = export(file)

    assert content(file) == openai.threads
    assert "2 with 7 items were added, 3 were there" in told
    asked = {r.path.split("/")[4] for r in openai.requests if "/items" in r.path}
    assert asked == {"cthr_3", "cthr_4"}


def test_a_busy_openai_is_waited_for(openai, tmp_path):
    busy = Scripted(429, {"error": {"message": TEXT}}, headers={"Retry-After": "7"})
    openai.queue = [busy, busy, Scripted(500, text=TEXT)]

    told = export(tmp_path / "threads.jsonl")

    assert openai.slept == [7, 7, 8]
    assert "status 429" in told
    assert "Trying again in 7 s" in told
    assert content(tmp_path / "threads.jsonl") == openai.threads


def test_an_openai_that_stays_busy_ends_the_run_with_what_was_saved(openai, tmp_path):
    openai.answers[f"{THREADS}/cthr_2/items"] = Scripted(503, text=TEXT)
    openai.answers[f"{THREADS}/cthr_2/items?limit=100&order=asc"] = Scripted(503)
    file = tmp_path / "threads.jsonl"

    with pytest.raises(CommandError, match=r"status 503.*the next run goes on"):
        export(file)
    assert list(content(file)) == ["cthr_0", "cthr_1"]
    assert openai.slept == [2, 4, 8, 16, 32]


@pytest.mark.parametrize(
    ("status", "cause"),
    [(401, "is wrong or was revoked"), (403, "permissions"), (410, "has ended")],
)
def test_a_refusal_is_explained_and_not_tried_again(openai, tmp_path, status, cause):
    openai.queue = [Scripted(status, {"error": {"message": TEXT}})]
    with pytest.raises(CommandError, match=cause) as stopped:
        export(tmp_path / "threads.jsonl")
    assert TEXT not in str(stopped.value)
    assert len(openai.requests) == 1


def test_an_answer_that_is_no_list_is_odd(openai, tmp_path):
    pages: list[Any] = [{"data": 1}, {"data": [1]}, {"data": [{"id": "../x"}]}]
    pages.append({"data": [], "has_more": True, "last_id": None})
    for body in pages:
        openai.queue = [Scripted(200, body)]
        with pytest.raises(CommandError, match="an unexpected answer"):
            export(tmp_path / "threads.jsonl")


async def test_a_page_that_leads_to_itself_ends(openai):
    async def get_page(after: str | None) -> Page:
        return Page([{"id": "a"}], "a")

    rows = thread_export.all_rows(get_page, lambda *_: None)
    assert [row["id"] async for row in rows] == ["a", "a"]


def test_without_a_key_nothing_is_asked(openai, tmp_path, settings):
    settings.OPENAI_API_KEY = ""
    with pytest.raises(CommandError, match="OPENAI_API_KEY is not set"):
        export(tmp_path / "threads.jsonl")
    assert not (tmp_path / "threads.jsonl").exists()


def test_custom_mode_is_no_obstacle(openai, tmp_path, configure):
    configure(CHATKIT_INTEGRATION_TYPE="custom", CHATKIT_WORKFLOW_ID="")
    assert "all 5 threads" in export(tmp_path / "threads.jsonl")


def test_another_file_is_not_written_over(openai, tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text("mine\n")
    with pytest.raises(CommandError, match="line 1 is not a saved thread"):
        export(file)
    assert file.read_text() == "mine\n"
    with pytest.raises(CommandError, match="No such file or directory"):
        export(tmp_path / "nowhere" / "threads.jsonl")


def test_a_terminal_sees_how_far_it_is(openai, tmp_path):
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    file = tmp_path / "threads.jsonl"
    call_command("export_hosted_threads", str(file), stdout=screen, stderr=screen)
    assert screen.getvalue().count("\r") == 7
    assert "\r\x1b[K3 of 5 threads, 3 items\r" in screen.getvalue()
