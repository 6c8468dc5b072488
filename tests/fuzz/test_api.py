"""The API keeps to its own description, whatever it is sent."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.fuzz.planting import LIVE, MUCH
from tests.support import hosted_upstream
from tests.support.server import Server, serve

EXAMPLES = 20  # for each operation and mode
OPERATIONS = (
    ("GET", "attachments/{attachment_id}"),
    ("POST", "beacon"),
    ("POST", "chat"),
    ("GET", "config"),
    ("POST", "refresh"),
    ("POST", "session"),
    ("POST", "stop"),
    ("POST", "token"),
    ("POST", "uploads"),
    ("POST", "uploads/{attachment_id}"),
    ("PUT", "uploads/{attachment_id}"),
)
BARE = {"config", "token"}  # take nothing that could be wrong
CHECKS = [
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A live site in hosted mode, so that sessions are minted too."""
    folder = tmp_path_factory.mktemp("api")
    with (
        hosted_upstream.serve() as openai,
        serve(
            folder,
            command=LIVE,
            CHATKIT_INTEGRATION_TYPE="hosted",
            CHATKIT_WORKFLOW_ID=hosted_upstream.WORKFLOW,
            OPENAI_API_KEY=hosted_upstream.KEY,
            OPENAI_BASE_URL=openai.url,
            CHATKIT_CUSTOM_URL="https://chat.example.org/chatkit",
            CHATKIT_CUSTOM_SECRET="for-tokens-" * 4,
            DJANGO_MEDIA_ROOT=str(folder / "media"),
            **MUCH,
        ) as server,
    ):
        load_all_checks()
        yield server
        assert "Traceback" not in server.log
        assert hosted_upstream.KEY not in server.log


@pytest.mark.parametrize(
    ("method", "path", "mode"),
    [
        pytest.param(method, path, mode, id=f"{method}-{path}-{mode.value}")
        for method, path in OPERATIONS
        for mode in GenerationMode
        if path not in BARE or mode is GenerationMode.POSITIVE
    ],
)
def test_answers_and_refusals_are_those_the_description_has(
    server: Server, method: str, path: str, mode: GenerationMode
) -> None:
    document = schemathesis.openapi.from_url(f"{server.url}/api/schema")
    operation = document[f"/api/chatkit/{path}"][method]
    with requests.Session() as session:

        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def send(case: Case[Any]) -> None:
            answer = case.call(session=session, timeout=60)
            case.validate_response(answer, checks=CHECKS)
            assert answer.status_code < 500
            assert "Traceback" not in answer.text
            if answer.status_code >= 400:
                error = answer.json()["error"]
                assert set(error) == {"code", "message"}
                assert error["message"].endswith(".")

        send()


def test_every_operation_of_the_description_is_tried(server: Server) -> None:
    document = schemathesis.openapi.from_url(f"{server.url}/api/schema")
    found: Any = document.get_all_operations()
    labels = {result.ok().label for result in found}
    assert labels == {f"{method} /api/chatkit/{path}" for method, path in OPERATIONS}
