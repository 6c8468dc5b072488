"""A stand-in for OpenAI, and a site that asks it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from tests.support import openai_stub
from tests.support.live_findings import HOSTED
from tests.support.openai_stub import KEY, OpenAI


@pytest.fixture(autouse=True)
def _before_the_end_of_agent_builder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2026, 11, 1))


@pytest.fixture
def openai(settings: Any) -> Iterator[OpenAI]:
    """The stand-in, and a site that asks it with the right key."""
    with openai_stub.serve() as server:
        settings.OPENAI_BASE_URL = server.url
        settings.OPENAI_API_KEY = KEY
        settings.CHATKIT_ENVIRONMENT = HOSTED
        yield server
