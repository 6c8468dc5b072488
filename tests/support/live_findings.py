"""The finding of ``doctor --live`` about OpenAI's API."""

from chatkit.config.findings import Finding
from chatkit.config.resolve import resolve
from chatkit.operations.live import examine
from tests.support.openai_stub import KEY, SECRET, WORKFLOW

SESSIONS = "/v1/chatkit/sessions"
HOSTED = {"CHATKIT_INTEGRATION_TYPE": "hosted", "CHATKIT_WORKFLOW_ID": WORKFLOW}


def live(variables: dict[str, str]) -> Finding:
    """The one finding; asserts that it contains no secret and no upstream text."""
    [finding] = examine(resolve(variables))
    for secret in (KEY, SECRET, "upstream text"):
        assert secret not in repr(finding)
    return finding
