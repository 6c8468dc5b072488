"""The connection to the model's server: one client for each event loop and account."""

import asyncio
from weakref import WeakKeyDictionary

import agents
import openai
from agents import (
    Model,
    ModelProvider,
    OpenAIChatCompletionsModel,
    OpenAIResponsesModel,
)
from django.conf import settings
from openai import AsyncOpenAI

from chatkit.answering.model import endpoint
from chatkit.config.resolve import Config

TIMEOUT = openai.Timeout(connect=3.0, read=25.0, write=10.0, pool=3.0)
NO_KEY = "none"  # the owner's own server accepts any key

Account = tuple[str, str, str, str]
_clients: "WeakKeyDictionary[asyncio.AbstractEventLoop, dict[Account, AsyncOpenAI]]" = (
    WeakKeyDictionary()
)


class Provider(ModelProvider):
    """Provides models by name, or CHATKIT_MODEL where an agent names none."""

    def __init__(self, config: Config) -> None:
        self._config = config

    def get_model(self, model_name: str | None) -> Model:
        name = model_name or self._config.model
        if not name:
            raise agents.UserError("The agent names no model, nor does CHATKIT_MODEL.")
        if endpoint.choose_api(self._config) == "responses":
            return OpenAIResponsesModel(name, client())
        return OpenAIChatCompletionsModel(name, client())


def client() -> AsyncOpenAI:
    """The client for the account in the environment."""
    account = (
        settings.OPENAI_API_KEY or NO_KEY,
        settings.OPENAI_BASE_URL,
        settings.OPENAI_ORGANIZATION,
        settings.OPENAI_PROJECT,
    )
    clients = _clients.setdefault(asyncio.get_running_loop(), {})
    if account not in clients:
        key, base_url, organization, project = account
        clients[account] = AsyncOpenAI(
            api_key=key,
            base_url=base_url,
            organization=organization or None,
            project=project or None,
            timeout=TIMEOUT,
            max_retries=0,  # llm/runner.py retries
        )
    return clients[account]


def set_default_client(config: Config) -> None:
    """For what the owner's code runs itself: workflows, agents in guardrails."""
    agents.set_default_openai_client(client(), use_for_tracing=False)
    agents.set_default_openai_api(endpoint.choose_api(config))


async def close() -> None:
    """Close the connections of this event loop."""
    for open_client in _clients.pop(asyncio.get_running_loop(), {}).values():
        await open_client.close()
