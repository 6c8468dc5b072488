"""Whatever is sent to the chat: an answer or a refusal, and nothing of anybody else."""

import json
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatkit.selfhosted.operations import schema
from tests.engines import ENGINES
from tests.fuzz.planting import CHAT, SECRETS, Site, planted
from tests.fuzz.shapes import bodies

#: For each of the 15 operations; the engine that is less in use gets fewer.
EXAMPLES = {"sqlite": 110, "postgres": 30}
SCHEMA = schema("#/$defs/{model}")
MAPPING: dict[str, str] = SCHEMA["discriminator"]["mapping"]
TYPES = sorted(MAPPING)
REFUSALS = {
    400: {"invalid_request"},
    404: {"not_found"},
    409: {"thread_locked", "turn_in_progress"},
    413: {"too_large"},
    415: {"unsupported_media_type"},
}


@pytest.fixture(scope="module", params=ENGINES)
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    with planted(request.param, tmp_path_factory.mktemp("fuzz"), TYPES) as site:
        yield site


def assert_proper(answer: httpx.Response) -> None:
    """An answer that says nothing it should not, or a refusal in the one shape."""
    told = answer.text
    assert "Traceback" not in told
    assert not any(secret in told for secret in SECRETS), told
    if answer.status_code != 200:
        error = answer.json()["error"]
        assert error["code"] in REFUSALS[answer.status_code], told
        assert set(error) == {"code", "message"}
        assert error["message"].endswith(".")
    elif answer.headers["Content-Type"] == "text/event-stream":
        frames = told.removesuffix("\n\n").split("\n\n")
        events = [json.loads(frame.removeprefix("data: ")) for frame in frames]
        assert not any(event["type"] == "error" for event in events), told
    else:
        assert isinstance(answer.json(), dict)


@pytest.mark.parametrize("type_", TYPES)
def test_every_operation_is_answered_or_refused_and_tells_nothing_of_others(
    site: Site, type_: str
) -> None:
    tried, aimed = (
        bodies({"$ref": MAPPING[type_]}, SCHEMA["$defs"], known)
        for known in (site.known(type_), site.theirs)
    )
    statuses: list[int] = []

    @settings(
        max_examples=EXAMPLES[site.engine],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(body=st.one_of(tried, tried, aimed))
    def send(body: bytes) -> None:
        headers = {"Content-Type": "application/json"}
        answer = site.me.post(CHAT, content=body, headers=headers)
        assert_proper(answer)
        statuses.append(answer.status_code)

    send()
    assert 400 in statuses
    if site.engine == "sqlite":  # thirty are too few to be sure of it
        assert set(statuses) - {400, 413}, "none got past the reading of its body"
