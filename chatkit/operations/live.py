"""What only OpenAI knows: whether the key is good and the workflow or model exists."""

import asyncio
import re
import time
from contextlib import suppress
from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings

from chatkit.answering import registry
from chatkit.answering.base import LiveRequest
from chatkit.answering.model import parameters
from chatkit.config import credentials
from chatkit.config.findings import Finding, finding
from chatkit.config.resolve import Config
from chatkit.hosted import connections, sessions
from chatkit.hosted.client import OpenAIClient
from chatkit.hosted.errors import OpenAIError, Refused, UnexpectedAnswer
from chatkit.hosted.responses import Answer
from chatkit.operations.upstream_errors import explain, request_id_sentence

VISITOR = "chatkit-doctor"


def examine(config: Config) -> list[Finding]:
    """Make and cancel a session, and ask the model for a word, where configured.

    A key or an id that can't be right, or would travel in the clear, is not sent.
    """
    key = settings.OPENAI_API_KEY
    hosted = config.integration_type == "hosted" and bool(key and config.workflow_id)
    kinds = registry.selected_kinds(config)
    found = [each for kind in kinds for each in kind.live_findings(config)]
    models = [model for kind in kinds if (model := kind.live_request(config))]
    if not (hosted or models):
        why = "Neither hosted mode with a workflow nor a model is chosen."
        if not key:
            why = "OPENAI_API_KEY is not set."
        return found or [finding("live.nothing", why=why)]
    for check in (credentials.key, credentials.workflow, credentials.base_url):
        fault = check(config)
        if fault.level == "error":
            return [finding("live.not-sent", why=fault.title, remedy=fault.remedy)]
    found += asyncio.run(_ask(config, models, hosted=hosted))
    # A problem with the key or the network is reported once.
    return list({each.title: each for each in reversed(found)}.values())[::-1]


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
        why = f"{cause.title}. {cause.detail}"
        return finding("live-session.not-cancelled", host=host, why=why)
    request_id = request_id_sentence(session.request_id)
    return finding(
        "live-session.made", host=host, seconds=seconds, request_id=request_id
    )


async def _model(client: OpenAIClient, host: str, model: LiveRequest) -> Finding:
    began = time.monotonic()
    refused: parameters.Refused = {}
    try:
        answer, refused = await _ask_model(client, model, model.path)
    except OpenAIError as error:
        address = settings.OPENAI_BASE_URL.rstrip("/")
        if not re.search(r"/v\d", urlsplit(address).path) and _is_elsewhere(error):
            with suppress(OpenAIError):
                await _ask_model(client, model, f"v1/{model.path}")
                return finding("live-model.no-version", host=host, address=address)
        return explain("live-model", host, model.label, error)
    found = finding(
        "live-model.answered",
        name=model.label[0].upper() + model.label[1:],
        seconds=time.monotonic() - began,
        request_id=request_id_sentence(answer.request_id),
    )
    if not refused:
        return found
    without = f"It is asked without {' and '.join(refused)}, which it refuses."
    return replace(found, detail=f"{without} {found.detail}".strip())


async def _ask_model(
    client: OpenAIClient, model: LiveRequest, path: str
) -> tuple[Answer, parameters.Refused]:
    """Ask as a turn does, without what the server refuses."""
    refused: parameters.Refused = {}
    while True:
        sent = parameters.leave_out(model.body, refused)
        try:
            answer = await client.request("POST", path, sent)
        except Refused as error:
            named = " ".join(error.parameters)
            found = parameters.find_refused(named, sent, refused)
            if error.status not in parameters.REFUSALS or found == refused:
                raise
            refused = found
        else:
            if not isinstance(answer.data.get(model.expects), list):
                raise UnexpectedAnswer(answer.request_id)
            return answer, refused


def _is_elsewhere(error: OpenAIError) -> bool:
    """Whether the address may be wrong, rather than the model or the key."""
    is_missing = isinstance(error, Refused) and error.status in {404, 405}
    return is_missing or isinstance(error, UnexpectedAnswer)
