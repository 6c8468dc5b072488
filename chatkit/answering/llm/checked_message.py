"""One message of a model's: checked by the sentence, its marks made citations."""

from collections.abc import Callable, Iterator

from chatkit.answering.base import TurnInput
from chatkit.answering.grounding import Guard, Sentences
from chatkit.answering.llm.citations import CitationParser, CitedText
from chatkit.answering.llm.reasoning import ReasoningFilter
from chatkit.answering.message import Message, Source, entity
from chatkit.answering.passages import Passage
from chatkit.types import ThreadStreamEvent

#: The passage a number stands for, or None for a number nobody gave out.
FindPassage = Callable[[int], Passage | None]


class CheckedMessage:
    """One message of a model's: text in, the events of what may be shown out.

    Nothing is begun until a sentence may be shown.
    """

    def __init__(
        self, turn: TurnInput, guard: Callable[[], Guard], cite: FindPassage
    ) -> None:
        self._turn = turn
        self._guard = guard
        self._cite = cite
        self._thoughts = ReasoningFilter()
        self._sentences = Sentences()
        self._marks = CitationParser()
        self.message = Message(turn)
        self.begun = False
        self.fed = False

    def feed(self, delta: str) -> Iterator[ThreadStreamEvent]:
        self.fed = self.fed or bool(delta)
        for sentence in self._sentences.feed(self._thoughts.feed(delta)):
            yield from self._release(sentence)

    def finish(self) -> Iterator[ThreadStreamEvent]:
        """Release what is still held back."""
        last = self._sentences.feed(self._thoughts.finish())
        for sentence in (*last, *self._sentences.finish()):
            yield from self._release(sentence)
        yield from self._write(self._marks.finish())

    def end(self) -> Iterator[ThreadStreamEvent]:
        """Complete the message with what was shown of it."""
        if self.begun:
            self.begun = False
            yield from self.message.end()

    def cite(self, source: Source) -> ThreadStreamEvent | None:
        """A citation of the model's own kind, where something was shown to cite it."""
        return self.message.cite(source) if self.begun else None

    def _release(self, sentence: str) -> Iterator[ThreadStreamEvent]:
        checked = self._guard().sentence(sentence)
        self._turn.report.cut_claims += len(checked.cut)
        yield from self._write(self._marks.lift(checked.text))

    def _write(self, lifted: CitedText) -> Iterator[ThreadStreamEvent]:
        before = len(self.message.text)
        if not self.begun:
            stripped = lifted.text.lstrip()
            before -= len(lifted.text) - len(stripped)
            if not stripped:
                return
            self.begun = True
            yield from self.message.begin()
            yield self.message.write(stripped)
        elif lifted.text:
            yield self.message.write(lifted.text)
        for offset, numbers in lifted.marks:
            for number in numbers:
                if passage := self._cite(number):
                    self._turn.report.found = True
                    at = max(0, before + offset)
                    yield self.message.cite(entity(passage), at)
