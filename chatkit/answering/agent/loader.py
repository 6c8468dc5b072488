"""Import what CHATKIT_AGENT names, once per process."""

import inspect
import logging
import threading
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from agents import Agent, UserError

from chatkit.answering.agent.workflow import Workflow, workflow_input_type
from chatkit.answering.base import ResponderUnavailable
from chatkit.answering.failures import FailureReason
from chatkit.answering.llm.exceptions import describe
from chatkit.answering.redaction import redact

logger = logging.getLogger(__name__)

_loading = threading.Lock()

#: An agent, a function that makes one, or a workflow.
Loaded = Agent[Any] | Callable[..., Any] | Workflow


def load(path: str) -> Loaded:
    """What the path names. Raises ResponderUnavailable; a failure is final."""
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
    module, _, name = path.partition(":")
    try:
        found = getattr(import_module(module), name)
    except (Exception, SystemExit) as error:  # noqa: BLE001 -- it is the owner's code
        problem = redact(f"Importing it raised {type(error).__name__}: {error}")
        logger.error("The import of %s failed.\n%s", module, describe(error))
    else:
        if isinstance(found, Agent):
            return found
        if callable(found) and not isinstance(found, type):
            input_type = workflow_input_type(found)
            return Workflow(found, input_type) if input_type else found
        kind = type(found).__name__
        problem = f"It is a {kind}, neither an agent nor a function."
    logger.error("CHATKIT_AGENT=%s can't be used. %s", path, problem)
    return problem
