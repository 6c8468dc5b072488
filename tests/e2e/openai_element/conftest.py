"""A site in hosted mode: its sessions come from a stand-in for OpenAI on loopback."""

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_playwright import CreateContextCallback

from tests.e2e.openai_element.visit import OpenVisit, Visit
from tests.support import openai_stub
from tests.support.openai_stub import KEY, WORKFLOW, OpenAI
from tests.support.server import IN_MEMORY, Server, serve


@pytest.fixture(scope="session")
def openai() -> Iterator[OpenAI]:
    with openai_stub.serve() as openai:
        yield openai


@pytest.fixture(scope="session")
def hosted(
    openai: OpenAI, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with serve(
        tmp_path_factory.mktemp("hosted"),
        command=IN_MEMORY,
        OPENAI_API_KEY=KEY,
        OPENAI_BASE_URL=openai.url,
        CHATKIT_WORKFLOW_ID=WORKFLOW,
        OPENAI_DOMAIN_KEY="domain_pk_test",
        CHATKIT_MAX_REQUESTS_PER_MINUTE="1000",
    ) as server:
        yield server


@pytest.fixture
def visit(new_context: CreateContextCallback, hosted: Server) -> OpenVisit:
    def open_page(behaviour: str = "works", **options: Any) -> Visit:
        return Visit(new_context(**options).new_page(), f"{hosted.url}/", behaviour)

    return open_page
