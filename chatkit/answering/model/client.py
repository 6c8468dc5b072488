"""The connection to the model's server: one client for each event loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any
from weakref import WeakKeyDictionary

import agents
import openai
from agents import (
    Model,
    ModelProvider,
    ModelSettings,
    OpenAIChatCompletionsModel,
    OpenAIResponsesModel,
    RunConfig,
)
from agents.exceptions import _mark_error_to_drain_stream_events
from agents.items import TResponseStreamEvent
from django.conf import settings
from openai import AsyncOpenAI

from chatkit.answering.llm.response_notes import current_notes
from chatkit.answering.model import dialects, endpoint
from chatkit.answering.model.http import HTTPClient
from chatkit.answering.model.parameters import MAX_TOKENS
from chatkit.config.resolve import Config

TIMEOUT = openai.Timeout(connect=3.0, read=25.0, write=10.0, pool=3.0)
NO_KEY = "none"  # the owner's own server accepts any key

_clients: WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncOpenAI] = (
    WeakKeyDictionary()
)


class Client(AsyncOpenAI):
    """Reads what other servers than OpenAI's answer, and notes why they stopped."""

    def _process_response_data(self, *, data: object, **options: Any) -> Any:
        if isinstance(data, dict):
            data = dialects.normalize(data, options["response"].extensions)
            if notes := current_notes.get(None):
                notes.read(data)
        return super()._process_response_data(data=data, **options)


class _KeepsText:
    """Has a run that breaks off give what was read before its error.

    The Agents SDK throws away what it has queued for its reader.
    """

    async def stream_response(
        self, *args: Any, **options: Any
    ) -> AsyncIterator[TResponseStreamEvent]:
        response = super().stream_response(*args, **options)  # type: ignore[misc]
        try:
            async with aclosing(response) as events:
                async for event in events:
                    yield event
        except Exception as error:
            _mark_error_to_drain_stream_events(error)
            raise


class ResponsesModel(_KeepsText, OpenAIResponsesModel):
    pass


class ChatCompletionsModel(_KeepsText, OpenAIChatCompletionsModel):
    pass


class Provider(ModelProvider):
    """Provides models by name, or CHATKIT_MODEL where an agent names none."""

    def __init__(self, config: Config) -> None:
        self._config = config

    def get_model(self, model_name: str | None) -> Model:
        name = model_name or self._config.model
        if not name:
            raise agents.UserError("The agent names no model, nor does CHATKIT_MODEL.")
        if endpoint.choose_api(self._config) == "responses":
            return ResponsesModel(name, client())
        return ChatCompletionsModel(name, client())


def run_config(config: Config) -> RunConfig:
    return RunConfig(
        model_provider=Provider(config),
        tracing_disabled=True,
        trace_include_sensitive_data=False,
    )


def model_settings(config: Config) -> ModelSettings:
    if endpoint.choose_api(config) == "responses":
        return ModelSettings(max_tokens=MAX_TOKENS, store=False)
    limit = {endpoint.length_parameter(config): MAX_TOKENS}
    return ModelSettings(extra_args=limit, include_usage=True)


def client() -> AsyncOpenAI:
    """This event loop's client."""
    loop = asyncio.get_running_loop()
    if loop not in _clients:
        _clients[loop] = Client(
            api_key=settings.OPENAI_API_KEY or NO_KEY,
            base_url=settings.OPENAI_BASE_URL,
            organization=settings.OPENAI_ORGANIZATION or None,
            project=settings.OPENAI_PROJECT or None,
            timeout=TIMEOUT,
            http_client=HTTPClient(TIMEOUT),
            max_retries=0,  # llm/runner.py retries
        )
    return _clients[loop]


def set_default_client(config: Config) -> None:
    """For what the owner's code runs itself: workflows, agents in guardrails."""
    agents.set_default_openai_client(client(), use_for_tracing=False)
    agents.set_default_openai_api(endpoint.choose_api(config))
