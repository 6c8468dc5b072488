"""Fixtures for chats about the sample résumé, answered by a stub or a stub model."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from django.test import AsyncClient
from pytest_django.fixtures import Settings

from chatkit.answering.extractive.responder import ExtractiveResponder
from chatkit.answering.llm import runner
from chatkit.answering.model import client
from chatkit.selfhosted.server import server
from tests.support.database import load_sample
from tests.support.model_server import ModelServer, serve
from tests.support.model_site import KEY, Install, Site
from tests.support.streams import Answerer


@pytest.fixture
def visitor() -> AsyncClient:
    return AsyncClient()


@pytest.fixture
def answerer(monkeypatch: pytest.MonkeyPatch) -> Answerer:
    answerer = Answerer()
    monkeypatch.setattr(
        ExtractiveResponder, "respond", lambda _, turn: answerer.respond(turn)
    )
    return answerer


@pytest.fixture(params=["responses", "chat_completions"])
def api(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with serve() as runner:
        yield runner


@pytest.fixture
def sample(transactional_db: None) -> None:
    load_sample()


@pytest.fixture
async def site(
    sample: None,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    model: ModelServer,
    request: pytest.FixtureRequest,
) -> AsyncIterator[Site]:
    """The sample résumé with the stub model at OPENAI_BASE_URL."""
    settings.OPENAI_API_KEY, settings.OPENAI_BASE_URL = KEY, model.url
    chat = Site(settings)
    api = request.getfixturevalue("api") if "api" in request.fixturenames else "auto"
    chat.configure(CHATKIT_MODEL_API=api)
    monkeypatch.setattr(server(), "_choose", chat.choose)
    yield chat
    await client.client().close()
    client._clients.clear()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retry a busy or broken model without a pause."""
    monkeypatch.setattr(runner, "RETRY_DELAY", 0.01)


@pytest.fixture
def install(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Write a module and set CHATKIT_AGENT to a name in it."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def write(source: str, name: str) -> None:
        module = f"of_the_owner_{abs(hash(str(tmp_path)))}"
        (tmp_path / f"{module}.py").write_text(source, encoding="utf-8")
        site.settings.CHATKIT_AGENT = f"{module}:{name}"

    return write
