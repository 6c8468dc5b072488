"""Asks upstream what only upstream knows: is the key good, is the workflow there."""

import asyncio
from urllib.parse import urlsplit

from django.conf import settings

from chatkit.answering import registry
from chatkit.answering.base import LiveRequest
from chatkit.config import credentials
from chatkit.config.finding import Finding
from chatkit.config.resolve import Config
from chatkit.hosted import connections
from chatkit.hosted.client import OpenAIClient
from chatkit.hosted.errors import OpenAIError
from chatkit.operations import probe
from chatkit.operations.upstream_errors import Subject, asked_as, explain


def examine(config: Config) -> list[Finding]:
    """Mint and cancel a session, ask the model a word: whichever is configured.

    A key or an id that can't be right, or would travel in the clear, is not sent.
    """
    key = settings.OPENAI_API_KEY
    hosted = config.integration_type == "hosted" and bool(key and config.workflow_id)
    kinds = registry.selected_kinds(config)
    found = [finding for kind in kinds for finding in kind.live_findings(config)]
    requests = [kind.live_request(config) for kind in kinds]
    if not (hosted or any(requests)):
        nothing = Finding("live", "ok", "Nothing to ask upstream", _why_nothing(key))
        return found or [nothing]
    for check in (credentials.key, credentials.workflow, credentials.base_url):
        finding = check(config)
        if finding and finding.level == "error":
            return [
                Finding(
                    "live",
                    "error",
                    "Nothing was sent upstream",
                    f"{finding.title}.",
                    finding.remedy,
                )
            ]
    models = [request for request in requests if request]
    found += asyncio.run(_ask(config, models, hosted=hosted))
    # A problem with the key or the network is reported once.
    return list({finding.title: finding for finding in reversed(found)}.values())[::-1]


async def _ask(
    config: Config, models: list[LiveRequest], *, hosted: bool
) -> list[Finding]:
    host = urlsplit(settings.OPENAI_BASE_URL).netloc
    found = []
    async with connections.open_session() as http:
        client = OpenAIClient(http)
        if hosted:
            found.append(await _session(client, host, config))
        for request in models:
            found.append(await _model(client, host, request))
    return found


def _why_nothing(key: str) -> str:
    if not key:
        return "OPENAI_API_KEY is not set."
    return "Neither hosted mode with a workflow nor a model is chosen."


async def _session(client: OpenAIClient, host: str, config: Config) -> Finding:
    subject = Subject("live-session", host, f"the workflow {config.workflow_id}")
    try:
        session_id, answered = await probe.mint(client, config)
    except OpenAIError as failure:
        return Finding(subject.id, "error", *explain(subject, failure))
    detail = asked_as(answered.request_id)
    try:
        await client.cancel_session(session_id)
    except OpenAIError as failure:
        title, why, _ = explain(subject, failure)
        return Finding(
            subject.id,
            "warning",
            f"{host} made a session but did not cancel it",
            f"{title}. {why}",
            "Nothing to do: the session ends by itself in ten minutes.",
        )
    return Finding(
        subject.id,
        "ok",
        f"{host} made and cancelled a session in {answered.seconds:.1f} s",
        detail,
    )


async def _model(client: OpenAIClient, host: str, request: LiveRequest) -> Finding:
    subject = Subject("live-model", host, request.label)
    try:
        answered = await probe.ask(client, request)
    except OpenAIError as failure:
        return Finding(subject.id, "error", *explain(subject, failure))
    label = request.label[0].upper() + request.label[1:]
    return Finding(
        subject.id,
        "ok",
        f"{label} answered in {answered.seconds:.1f} s",
        asked_as(answered.request_id),
    )
