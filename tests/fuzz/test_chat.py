"""Whatever is sent to the chat: an answer or a refusal, and nothing of anybody else."""

import json
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatkit.selfhosted.protocol import schema
from tests.fuzz import own
from tests.fuzz.planting import CHAT, SECRETS, Site, planted
from tests.fuzz.shapes import bodies, fitting_bodies
from tests.support.engines import ENGINES

#: For each of the 15 operations; the engine that is less in use gets fewer.
EXAMPLES = {"sqlite": 40, "postgres": 20}
FITTING = {"sqlite": 16, "postgres": 12}  # some of them are sent twice
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


def once(examples: int) -> settings:
    """The same examples each time: what one leaves behind, the next one meets."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


def sent(site: Site, body: bytes) -> httpx.Response:
    """The answer, which is a proper one."""
    headers = {"Content-Type": "application/json"}
    answer = site.me.post(CHAT, content=body, headers=headers)
    assert_proper(answer)
    return answer


@pytest.mark.parametrize("type_", TYPES)
def test_every_operation_is_answered_or_refused_and_tells_nothing_of_others(
    site: Site, type_: str
) -> None:
    tried, aimed = (
        bodies({"$ref": MAPPING[type_]}, SCHEMA["$defs"], known)
        for known in (site.known(type_), site.theirs)
    )
    statuses: list[int] = []

    @once(EXAMPLES[site.engine])
    @given(body=st.one_of(tried, tried, aimed))
    def send(body: bytes) -> None:
        statuses.append(sent(site, body).status_code)

    send()
    assert 400 in statuses


@pytest.mark.parametrize("type_", TYPES)
def test_every_operation_is_done_where_it_fits_and_what_others_own_is_as_nothing(
    site: Site, type_: str
) -> None:
    schema, owners = {"$ref": MAPPING[type_]}, site.owners(type_)
    statuses: list[int] = []

    @once(FITTING[site.engine])
    @given(body=fitting_bodies(schema, SCHEMA["$defs"], owners))
    def send(body: bytes) -> None:
        answer = sent(site, body)
        statuses.append(answer.status_code)
        if (unaware := site.unaware(body)) != body:
            same = sent(site, unaware)
            assert (answer.status_code, answer.text) == (same.status_code, same.text)

    send()
    assert 200 in statuses
    assert set(statuses) <= {200, 404, *([400] if type_ in own.USED_UP else [])}
