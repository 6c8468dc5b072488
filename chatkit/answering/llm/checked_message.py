"""One message of a model: each sentence checked, its citation marks made citations."""

from collections.abc import Iterator

from chatkit.answering.base import TurnInput
from chatkit.answering.grounding import Sentences
from chatkit.answering.llm.citations import CitationParser, CitedText
from chatkit.answering.llm.evidence import RunEvidence
from chatkit.answering.message import Message, Source, entity
from chatkit.types import ThreadStreamEvent

THINK, END_THINK = "<think>", "</think>"


class ReasoningFilter:
    """Drops the reasoning that open models put before an answer."""

    def __init__(self) -> None:
        self._held: str | None = ""  # None once the answer has begun

    def feed(self, delta: str) -> str:
        if self._held is None:
            return delta
        self._held += delta
        text = self._held.lstrip()
        if text.startswith(THINK):
            _, closed, answer = text.partition(END_THINK)
            if not closed:
                return ""
            self._held = None
            return answer.lstrip()
        if THINK.startswith(text):
            return ""
        answer, self._held = self._held, None
        return answer

    def finish(self) -> str:
        held, self._held = self._held or "", None
        return "" if held.lstrip().startswith(THINK) else held


class CheckedMessage:
    """Text in, the events of what may be shown out; begins with the first sentence."""

    def __init__(self, turn: TurnInput, evidence: RunEvidence) -> None:
        self._report = turn.report
        self._evidence = evidence
        self._reasoning = ReasoningFilter()
        self._sentences = Sentences()
        self._citations = CitationParser()
        self._message = Message(turn)
        self._is_open = False
        self.id = turn.item_id
        self.received = False

    def feed(self, delta: str) -> Iterator[ThreadStreamEvent]:
        self.received = self.received or bool(delta)
        for sentence in self._sentences.feed(self._reasoning.feed(delta)):
            yield from self._check(sentence)

    def finish(self) -> Iterator[ThreadStreamEvent]:
        last = self._sentences.feed(self._reasoning.finish())
        for sentence in (*last, *self._sentences.finish()):
            yield from self._check(sentence)
        yield from self._write(self._citations.finish())

    def end(self) -> Iterator[ThreadStreamEvent]:
        if self._is_open:
            self._is_open = False
            yield from self._message.end()

    def cite(self, source: Source) -> Iterator[ThreadStreamEvent]:
        """A citation by the model itself, such as of a web page."""
        if self._is_open:
            yield self._message.cite(source)

    def _check(self, sentence: str) -> Iterator[ThreadStreamEvent]:
        checked = self._evidence.guard().check_sentence(sentence)
        self._report.cut_claims += len(checked.cut)
        yield from self._write(self._citations.feed(checked.text))

    def _write(self, cited: CitedText) -> Iterator[ThreadStreamEvent]:
        text, start = cited.text, len(self._message.text)
        if not self._is_open:
            text = text.lstrip()
            start -= len(cited.text) - len(text)
            if not text:
                return
            self._is_open = True
            yield from self._message.begin()
        if text:
            yield self._message.write(text)
        for offset, numbers in cited.marks:
            for number in numbers:
                if passage := self._evidence.find_passage(number):
                    self._report.found = True
                    yield self._message.cite(entity(passage), max(0, start + offset))
