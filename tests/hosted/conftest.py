import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.cache import caches

from chatkit.api import cache as shared_cache
from chatkit.config import agent_builder, conf, upstream
from chatkit.config.resolve import resolve
from chatkit.hosted import sessions
from tests.support import hosted_upstream as standin
from tests.support.hosted_upstream import KEY, WORKFLOW, Upstream
from tests.support.hosted_visitor import Visitor

HOSTED = {"CHATKIT_INTEGRATION_TYPE": "hosted", "CHATKIT_WORKFLOW_ID": WORKFLOW}

Configure = Callable[..., None]
Arrive = Callable[[], Visitor]


@pytest.fixture
def arrive() -> Iterator[Arrive]:
    """A new visitor, each time."""
    with asyncio.Runner() as runner:
        yield lambda: Visitor(runner)
        runner.run(sessions.close())


@pytest.fixture
def client(arrive: Arrive) -> Visitor:
    """The visitor of most tests."""
    return arrive()


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch) -> Configure:
    """Change settings; hosted mode stays configured."""

    def put(**variables: str) -> None:
        config = resolve({**HOSTED, **variables})
        monkeypatch.setattr(conf, "snapshot", conf.Snapshot(config))

    return put


@dataclass
class Clock:
    """``time.time`` for this process; moved by hand."""

    now: float = 1_800_000_000

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Rate limit windows end at times that depend on the visitor; none ends here."""
    clock = Clock()
    monkeypatch.setattr("time.time", clock)
    return clock


@pytest.fixture
def openai(
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    configure: Configure,
    clock: Clock,
) -> Iterator[Upstream]:
    """The stand-in, and a site with the right key before Agent Builder ends."""
    settings.DEBUG = False
    monkeypatch.setattr(agent_builder, "ENDS", date.max)
    monkeypatch.setattr(upstream, "_known", None)
    caches["process"].clear()
    shared_cache.outage.clear()
    monkeypatch.setattr(shared_cache, "_paused_until", 0.0)
    configure()
    with standin.serve() as server:
        settings.OPENAI_BASE_URL = server.url
        settings.OPENAI_API_KEY = KEY
        yield server


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch, openai: Upstream) -> None:
    """Agent Builder has ended."""
    monkeypatch.setattr(agent_builder, "ENDS", date(2026, 1, 1))
