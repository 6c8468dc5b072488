"""The owner's agent as the registry and the doctor see it."""

import re
import sys
from collections.abc import Iterator
from importlib.abc import InspectLoader
from importlib.util import find_spec

from django.conf import settings

from chatkit.answering.base import Responder, ResponderKind, ResponderUnavailable
from chatkit.answering.failures import FailureReason
from chatkit.answering.model import endpoint
from chatkit.config.findings import Finding, finding
from chatkit.config.resolve import Config


class AgentKind(ResponderKind):
    name = "agent"
    label = "your agent"
    costs = True
    chosen_by = "CHATKIT_AGENT"

    def build(self, config: Config) -> Responder:
        # Without a key it may not need one.
        if settings.OPENAI_API_KEY and not endpoint.is_usable(config):
            raise ResponderUnavailable(FailureReason.NO_KEY)
        from chatkit.answering.agent import loader
        from chatkit.answering.agent.responder import AgentResponder

        return AgentResponder(loader.load(settings.CHATKIT_AGENT))

    def summary(self, config: Config) -> Finding:
        return finding("answers.agent", path=settings.CHATKIT_AGENT)

    def findings(self, config: Config) -> Iterator[Finding]:
        """Whether CHATKIT_AGENT names something, without importing it."""
        path = settings.CHATKIT_AGENT
        if problem := find_problem(path):
            yield finding("agent.unusable", path=path, problem=problem)
        else:
            yield finding("agent.found", path=path)

    def live_findings(self, config: Config) -> Iterator[Finding]:
        """Import the agent, as the first question does."""
        from chatkit.answering.agent import loader

        path = settings.CHATKIT_AGENT
        try:
            loader.load(path)
        except ResponderUnavailable as failure:
            yield finding("live-agent.unusable", path=path, failure=failure)
        else:
            yield finding("live-agent.usable", path=path)


def find_problem(path: str) -> str:
    """What is wrong with the path, as a clause, or "". Imports the module's packages."""
    module, _, name = path.partition(":")
    if not name.isidentifier():
        return "it has not the form package.module:name"
    if hasattr(sys.modules.get(module), name):
        return ""
    try:
        spec = find_spec(module)
        if not spec:
            return f"there is no module {module}"
        if not isinstance(spec.loader, InspectLoader):
            return ""
        source = spec.loader.get_source(module)
    except Exception as error:  # noqa: BLE001 -- the packages are the owner's code
        return f"{module} can't be read ({type(error).__name__})"
    is_named = source is None or re.search(rf"\b{name}\b", source)
    return "" if is_named else f"{module} has no {name}"
