"""The runs of agents that a workflow starts itself, through ``Runner``."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from agents import Agent, RunResult, RunResultStreaming, Usage
from agents.run import AgentRunner, set_default_agent_runner

from chatkit.answering.agent.mcp import connected
from chatkit.answering.llm.evidence import RunEvidence
from chatkit.answering.llm.search_tool import add_search_tool


@dataclass(slots=True)
class WorkflowCall:
    """``output`` is that of the last agent: exports that have no End node return None."""

    evidence: RunEvidence
    model: str
    usage: Usage = field(default_factory=Usage)
    output: object = None

    def prepare(self, agent: object, options: dict[str, Any]) -> None:
        if isinstance(agent, Agent):
            add_search_tool(agent)
            agent.model = agent.model or self.model or None
        if options.get("hooks") is None:
            options["hooks"] = self.evidence

    def record(self, result: RunResult | RunResultStreaming) -> None:
        self.output = result.final_output
        self.usage.add(result.context_wrapper.usage)


#: Of the workflow that runs in this context.
current_call: ContextVar[WorkflowCall | None] = ContextVar(
    "chatkit_workflow_call", default=None
)


#: Of an agent that is a tool of another: the other's run counts its usage.
is_within_run: ContextVar[bool] = ContextVar("chatkit_is_within_run", default=False)


class WorkflowRunner(AgentRunner):
    """What ``Runner`` uses; outside a workflow it changes nothing."""

    async def run(self, starting_agent: Any, input: Any, **options: Any) -> RunResult:
        call = current_call.get()
        if not call:
            return await super().run(starting_agent, input, **options)
        call.prepare(starting_agent, options)
        async with connected(starting_agent):
            outer = is_within_run.set(True)
            try:
                result = await super().run(starting_agent, input, **options)
            finally:
                is_within_run.reset(outer)
        if not is_within_run.get():
            call.record(result)
        return result

    def run_streamed(
        self, starting_agent: Any, input: Any, **options: Any
    ) -> RunResultStreaming:
        if call := current_call.get():
            call.prepare(starting_agent, options)
        return super().run_streamed(starting_agent, input, **options)


set_default_agent_runner(WorkflowRunner())
