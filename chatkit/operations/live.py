"""What only OpenAI knows: whether the key is good and the workflow or model exists."""

import asyncio
import time
from urllib.parse import urlsplit

from django.conf import settings

from chatkit.answering import registry
from chatkit.answering.base import LiveRequest
from chatkit.config import credentials
from chatkit.config.finding import Finding
from chatkit.config.resolve import Config
from chatkit.hosted import connections, sessions
from chatkit.hosted.client import OpenAIClient
from chatkit.hosted.errors import OpenAIError, UnexpectedAnswer
from chatkit.operations.upstream_errors import explain, request_id_sentence

VISITOR = "chatkit-doctor"


def examine(config: Config) -> list[Finding]:
    """Make and cancel a session, and ask the model for a word, where configured.

    A key or an id that can't be right, or would travel in the clear, is not sent.
    """
    key = settings.OPENAI_API_KEY
    hosted = config.integration_type == "hosted" and bool(key and config.workflow_id)
    kinds = registry.selected_kinds(config)
    found = [finding for kind in kinds for finding in kind.live_findings(config)]
    models = [model for kind in kinds if (model := kind.live_request(config))]
    if not (hosted or models):
        why = "Neither hosted mode with a workflow nor a model is chosen."
        detail = why if key else "OPENAI_API_KEY is not set."
        return found or [Finding("live", "ok", "Nothing to ask upstream", detail)]
    for check in (credentials.key, credentials.workflow, credentials.base_url):
        finding = check(config)
        if finding.level == "error":
            title, detail = "Nothing was sent upstream", f"{finding.title}."
            return [Finding("live", "error", title, detail, finding.remedy)]
    found += asyncio.run(_ask(config, models, hosted=hosted))
    # A problem with the key or the network is reported once.
    return list({finding.title: finding for finding in reversed(found)}.values())[::-1]


async def _ask(
    config: Config, models: list[LiveRequest], *, hosted: bool
) -> list[Finding]:
    host = urlsplit(settings.OPENAI_BASE_URL).netloc
    async with connections.open_session() as http:
        client = OpenAIClient(http)
        found = [await _session(client, host, config)] if hosted else []
        return found + [await _model(client, host, model) for model in models]


async def _session(client: OpenAIClient, host: str, config: Config) -> Finding:
    finding_id, name = "live-session", f"the workflow {config.workflow_id}"
    began = time.monotonic()
    try:
        session = await client.create_session(sessions.request_body(config, VISITOR))
    except OpenAIError as error:
        return explain(finding_id, host, name, error)
    seconds = time.monotonic() - began
    try:
        await client.cancel_session(session.id)
    except OpenAIError as error:
        cause = explain(finding_id, host, name, error)
        return Finding(
            finding_id,
            "warning",
            f"{host} made a session but did not cancel it",
            f"{cause.title}. {cause.detail}",
            "Nothing to do: the session ends by itself in ten minutes.",
        )
    title = f"{host} made and cancelled a session in {seconds:.1f} s"
    return Finding(finding_id, "ok", title, request_id_sentence(session.request_id))


async def _model(client: OpenAIClient, host: str, model: LiveRequest) -> Finding:
    finding_id, began = "live-model", time.monotonic()
    try:
        answer = await client.request("POST", model.path, model.body)
        if not isinstance(answer.data.get(model.expects), list):
            raise UnexpectedAnswer(answer.request_id)
    except OpenAIError as error:
        return explain(finding_id, host, model.label, error)
    label = model.label[0].upper() + model.label[1:]
    title = f"{label} answered in {time.monotonic() - began:.1f} s"
    return Finding(finding_id, "ok", title, request_id_sentence(answer.request_id))
