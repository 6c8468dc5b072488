"""Import what CHATKIT_AGENT names, once per process."""

import inspect
import logging
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, get_type_hints

from agents import Agent, UserError
from pydantic import BaseModel

from chatkit.answering.agent.dotted_path import split
from chatkit.answering.base import ResponderUnavailable
from chatkit.answering.health import FailureReason

logger = logging.getLogger(__name__)

INPUT_FIELD = "input_as_text"  # of an exported workflow's input

_loading = threading.Lock()


@dataclass(frozen=True, slots=True)
class Workflow:
    """A function that is awaited with ``input_type(input_as_text=...)``."""

    function: Callable[..., Coroutine[Any, Any, object]]
    input_type: type[BaseModel]

    def call(self, text: str) -> Coroutine[Any, Any, object]:
        return self.function(self.input_type(**{INPUT_FIELD: text}))


#: An agent, a function that makes one, or a workflow.
Loaded = Agent[Any] | Callable[..., Any] | Workflow


def load(path: str) -> Loaded:
    """Raises ResponderUnavailable."""
    with _loading:  # others wait for an import that takes seconds
        loaded = _load(path)
    if isinstance(loaded, str):
        raise ResponderUnavailable(FailureReason.AGENT_UNAVAILABLE, loaded)
    return loaded


async def make_agent(
    loaded: Agent[Any] | Callable[..., Any], context: object
) -> Agent[Any]:
    """The agent, or what its function returns, given the context if it takes one.

    Raises UserError if that is no agent, and whatever the function raises.
    """
    if isinstance(loaded, Agent):
        return loaded
    takes_context = inspect.signature(loaded).parameters
    agent = loaded(context) if takes_context else loaded()
    if inspect.isawaitable(agent):
        agent = await agent
    if not isinstance(agent, Agent):
        raise UserError("The function returned no agent.")
    return agent


@cache
def _load(path: str) -> Loaded | str:
    """What the path names, or why it can't be used, until a restart."""
    try:
        module, name = split(path)
    except ValueError as error:
        return str(error)
    try:
        found = getattr(import_module(module), name)
    except (Exception, SystemExit) as error:  # noqa: BLE001 -- it is the owner's code
        problem = f"Importing it raised {type(error).__name__}: {error}"
    else:
        if isinstance(found, Agent):
            return found
        if callable(found) and not isinstance(found, type):
            input_type = _workflow_input_type(found)
            return Workflow(found, input_type) if input_type else found
        kind = type(found).__name__
        problem = f"It is a {kind}, neither an agent nor a function."
    logger.error("CHATKIT_AGENT=%s can't be used. %s", path, problem)
    return problem


def _workflow_input_type(function: Callable[..., Any]) -> type[BaseModel] | None:
    """Of a workflow as Agent Builder exports it; None for other functions."""
    if not inspect.iscoroutinefunction(function):
        return None
    try:
        hints = get_type_hints(function)
    except Exception:  # noqa: BLE001 -- annotations may name what is not defined
        return None
    for name in inspect.signature(function).parameters:
        hint = hints.get(name)
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            return hint if INPUT_FIELD in hint.model_fields else None
    return None
