"""What a run may rest on: the passages, and what the owner's own tools returned."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agents import FunctionTool, RunContextWrapper, RunHooks, Tool, ToolOriginType
from agents.tool import get_function_tool_origin

from chatkit.answering.grounding import Checked, Guard
from chatkit.answering.llm.retrieval import search_passages
from chatkit.answering.llm.search_tool import search_resume
from chatkit.answering.passages import Kind, NoFacts, Passage

#: The quotation for each cut sentence that one was found for.
SecondOpinion = Callable[[Sequence[Checked]], Awaitable[Mapping[str, str]]]

MAX_RESULTS = 12
MAX_SEARCHES = 40  # of a turn: one response may call a tool thousands of times
MAX_QUERY = 500  # characters
MAX_OUTPUT = 50_000  # characters of a tool's result that are evidence


@dataclass(frozen=True, slots=True)
class ToolOutput:
    """A tool's result in the shape of a passage, which nothing can cite."""

    text: str
    id: str = ""
    kind: str = Kind.STATEMENT
    title: str = ""
    parent: str = ""
    url: str = ""
    facts: NoFacts = NoFacts()


class RunEvidence(RunHooks[Any]):
    """The passages of a turn and the claim guard.

    The guard is built again when a tool returns something new.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        visitor_text: str,
        question: str = "",
        second_opinion: SecondOpinion | None = None,
    ) -> None:
        self._passages = passages
        self._trusted: list[Passage] = [*map(_evidence, passages)]
        self._visitor_text = visitor_text
        self._question = question
        self.second_opinion = second_opinion
        self._guard: Guard | None = None
        self._searches = 0

    def guard(self) -> Guard:
        """Blocks for tenths of a second where the guard has to be built."""
        if not self._guard:
            self._guard = self._build(tuple(self._trusted))
        return self._guard

    def _build(self, trusted: tuple[Passage, ...]) -> Guard:
        return Guard(trusted, self._visitor_text, question=self._question)

    def search(self, query: str) -> list[tuple[int, Passage]]:
        self._searches += 1
        if self._searches > MAX_SEARCHES:
            return []
        numbers = {passage.id: at for at, passage in enumerate(self._passages, 1)}
        best = search_passages(query[:MAX_QUERY], self._passages)[:MAX_RESULTS]
        return [(numbers[passage.id], passage) for passage in best]

    def find_passage(self, number: int) -> Passage | None:
        is_known = 0 < number <= len(self._passages)
        return self._passages[number - 1] if is_known else None

    async def on_tool_end(
        self, context: RunContextWrapper[Any], agent: Any, tool: Tool, result: object
    ) -> None:
        if result and _is_trusted(tool):
            self._trusted.append(ToolOutput(str(result)[:MAX_OUTPUT]))
            self._guard = None
            trusted = tuple(self._trusted)
            guard = await asyncio.to_thread(self._build, trusted)
            if len(trusted) == len(self._trusted):  # no other tool returned meanwhile
                self._guard = guard


def _evidence(passage: Passage) -> Passage:
    """Of an answer of the owner's, the answer: its question states nothing."""
    if passage.kind != Kind.ANSWER:
        return passage
    return ToolOutput(passage.text, id=passage.id)


def _is_trusted(tool: Tool) -> bool:
    """Functions of the owner's code are trusted; the web and other agents are not.

    ``search_resume`` returns the passages, with numbers that are no evidence.
    """
    if not isinstance(tool, FunctionTool) or tool is search_resume:
        return False
    origin = get_function_tool_origin(tool)
    return not origin or origin.type is ToolOriginType.FUNCTION
