"""One message of a model: each sentence checked, its citation marks made citations."""

import asyncio
from collections.abc import Callable
from dataclasses import replace

from chatkit.answering.base import TurnInput
from chatkit.answering.grounding import AnswerGuard, Checked, Sentences
from chatkit.answering.llm.citations import CitationParser, CitedText
from chatkit.answering.llm.evidence import RunEvidence
from chatkit.answering.llm.markup import MarkupFilter, visible_text
from chatkit.answering.llm.structured import (
    GuardrailFailed,
    answer_text,
    may_be_structured,
)
from chatkit.answering.message import Message, Source, entity
from chatkit.answering.parsing.marks import without_marks
from chatkit.fields import storable
from chatkit.turns.active import CutSentence
from chatkit.types import ThreadItemRemovedEvent, ThreadStreamEvent

MAX_ANSWER = 20_000  # characters that are checked and shown
MAX_RECEIVED = 200_000  # characters, thoughts and markup included
PIECE = 2_000  # characters read before other visitors have their turn

Events = list[ThreadStreamEvent]


class CheckedMessage:
    """Text in, the events of what may be shown out; begins with the first sentence.

    ``is_full``: what comes after is not read. The sentences are checked in a thread.
    """

    def __init__(
        self, turn: TurnInput, evidence: RunEvidence, new_id: Callable[[], str]
    ) -> None:
        self._turn = turn
        self._evidence = evidence
        self._new_id = new_id
        self._markup = MarkupFilter()
        self._begin_again()
        self._left, self._unread = MAX_ANSWER, MAX_RECEIVED
        self.received = False

    def _begin_again(self) -> None:
        self._sentences = Sentences()
        self._checked: list[str] = []
        self._cuts_before = len(self._turn.report.cuts)
        self._guard = AnswerGuard(self._evidence.guard)
        self._citations = CitationParser()
        self._message = Message(self._turn)
        self._structured: str | None = None
        self._has_begun = self._is_open = False

    @property
    def id(self) -> str:
        return self._turn.item_id

    @property
    def is_full(self) -> bool:
        return self._left <= 0 or self._unread <= 0

    async def feed(self, delta: str) -> Events:
        self.received = self.received or bool(delta)
        events: Events = []
        for at in range(0, len(delta), PIECE):
            if self.is_full:
                break
            if at:
                await asyncio.sleep(0)
            piece = delta[at : at + PIECE]
            self._unread -= len(piece)
            events += await self._read(self._markup.feed(piece))
        return events

    async def finish(self, *, is_cut: bool = False) -> Events:
        """The rest; of an answer that ``is_cut``, the whole sentences of it."""
        events = await self._read(self._markup.finish())
        if self._structured is not None:
            text, self._structured = self._structured, None
            try:
                text = visible_text(answer_text(text))  # JSON may have escaped it
            except GuardrailFailed:
                text = ""
            events += await self._check(self._sentences.feed(text[:MAX_ANSWER]))
        rest = self._sentences.finish()
        if is_cut or self.is_full:
            rest = [piece for piece in rest if _is_whole(piece)]
        events += await self._check(rest)
        events += await self._check_again()
        events += self._write(self._citations.feed(self._guard.finish()))
        return events + self._write(self._citations.finish())

    def end(self) -> Events:
        if not self._is_open:
            return []
        self._is_open = False
        return [*self._message.end()]

    def cite(self, source: Source) -> Events:
        """A citation by the model itself, such as of a web page."""
        return [self._message.cite(source)] if self._is_open else []

    async def _read(self, text: str) -> Events:
        events: Events = []
        if self._markup.take_retraction():
            if self._is_open:
                events.append(ThreadItemRemovedEvent(item_id=self.id))
                self._turn = replace(self._turn, item_id=self._new_id())
            self._begin_again()
        text = text[: max(0, self._left)]
        self._left -= len(text)
        if not self._has_begun and text.strip():
            self._has_begun = True
            self._structured = "" if may_be_structured(text) else None
        if self._structured is not None:
            self._structured += text
            return events
        return events + await self._check(self._sentences.feed(text))

    async def _check(self, sentences: list[str]) -> Events:
        events: Events = []
        for sentence in sentences:
            sentence = storable(sentence)
            self._checked.append(sentence)
            before = len(self._guard.cut)
            text = await asyncio.to_thread(self._guard.check, sentence)
            self._turn.report.cuts += map(_cut, self._guard.cut[before:])
            events += self._write(self._citations.feed(text))
        return events

    async def _check_again(self) -> Events:
        """The message anew, if a second opinion has found evidence for more of it.

        The page has it with the message's end: what it shows by then stays until then.
        """
        open_ = [cut for cut in self._guard.cut if cut.quotable]
        ask = self._evidence.second_opinion
        if not open_ or not ask or not (quotations := await ask(open_)):
            return []
        self._guard = AnswerGuard(self._evidence.guard, quotations)
        self._citations = CitationParser()
        self._message.begin_again()
        del self._turn.report.cuts[self._cuts_before :]
        sentences, self._checked = self._checked, []
        was_open = self._is_open
        events = await self._check(sentences)
        return [] if was_open else events

    def _write(self, cited: CitedText) -> Events:
        text, start = cited.text, len(self._message.text)
        events: Events = []
        if not self._is_open:
            text = text.lstrip()
            start -= len(cited.text) - len(text)
            if not text:
                return events
            self._is_open = True
            events += self._message.begin()
        if text:
            events.append(self._message.write(text))
        for offset, numbers in cited.marks:
            for number in numbers:
                if passage := self._evidence.find_passage(number):
                    self._turn.report.found = True
                    at = max(0, start + offset)
                    events.append(self._message.cite(entity(passage), at))
        return events


def _is_whole(sentence: str) -> bool:
    return sentence.rstrip(" \n\"'”’»)*_`]】")[-1:] in {*".!?…:。！？"} or not (
        sentence.strip()
    )


def _cut(checked: Checked) -> CutSentence:
    nearest = checked.nearest
    return CutSentence(
        "\n".join(map(without_marks, checked.cut)),
        checked.reason,
        [passage.id for passage in checked.cited],
        nearest.text if nearest else "",
        nearest.url if nearest else "",
    )
