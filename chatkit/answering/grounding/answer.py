"""A whole answer: what a cut would leave dangling goes with it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from chatkit.answering.grounding.guard import Checked, Guard
from chatkit.answering.grounding.library import Entry
from chatkit.answering.grounding.vocabulary import PATTERNS
from chatkit.answering.language.lexicon import language
from chatkit.answering.parsing import marks
from chatkit.answering.parsing.language import detect

MOST_EFFORT = 32_000  # of an answer: about 7,000 characters with a claim in each line
_ITEM = re.compile(r"\s*(?:[-*+•–]\s|\d{1,3}[.)]\s|\|)")
_HEADING = re.compile(r"\s*(?:#{1,6}\s|\*\*[^*\n]+\*\*:?\s*$)")


class AnswerGuard:
    """Takes sentences in order, returns those that may be shown.

    ``guard`` returns the guard of the moment: evidence may be added on the way.
    ``quotations`` are for sentences that an earlier pass cut and left open.

    What only introduces others ("She has worked for:", a heading, "Yes.") is held back
    until something that it introduces passes.
    """

    def __init__(
        self, guard: Callable[[], Guard], quotations: Mapping[str, str] | None = None
    ) -> None:
        self._guard = guard
        self._quotations = quotations or {}
        self.cut: list[Checked] = []
        self._held: list[str] = []
        self._carried: Sequence[Entry] = ()
        self._last: Sequence[Entry] = ()
        self._was_cut = False
        self._shown = False
        self.effort = 0
        self._text = ""
        self._space = ""  # not before the notice

    def check(self, sentence: str) -> str:
        self._text += sentence
        text = "".join(self._check(sentence))
        if not text:
            return ""
        text = self._space + text
        body = text.rstrip(" ")
        self._space = text[len(body) :]
        return body

    def finish(self) -> str:
        """What is left, and a notice where something was left out."""
        rest = "" if self.cut else "".join(self._held)
        self._held = []
        if self.cut and self._shown:
            code = detect(self._text)
            return f"{rest}\n\n{language(code).phrases['say']['left_out']}"
        return rest

    def _check(self, sentence: str) -> Iterator[str]:
        bare = marks.without_marks(sentence).strip()
        is_item = bool(_ITEM.match(sentence))
        if not is_item and bare:
            self._carried = ()
        is_opening = (
            bare.endswith(":")
            or _HEADING.match(sentence)
            or PATTERNS["yes"].fullmatch(bare)
        )
        if self.effort > MOST_EFFORT:
            self.cut.append(Checked("", (sentence.strip(),), "more than is checked"))
            return
        goes_on = PATTERNS["goes_on"].match(bare)
        carried = self._carried if is_item else self._last if goes_on else ()
        if goes_on and self._was_cut and not marks.cited_numbers(sentence):
            checked = Checked("", (sentence.strip(),), "goes on about what was cut")
        else:
            quotation = self._quotations.get(sentence.strip(), "")
            checked = self._guard().check_sentence(sentence, carried, quotation)
        self.effort += checked.effort
        if checked.cut:
            self.cut.append(checked)
            self._was_cut = True
            if not is_item:
                self._held.clear()
            if checked.text:
                yield checked.text if self._shown else ""
            return
        text = checked.text
        if is_opening and not is_item and bare:
            if not bare.endswith(":") or len(bare) < 60:
                pass
            self._carried = checked.named
            self._held.append(text)
            return
        if not bare:
            yield text if self._shown else ""
            return
        if self._was_cut and not is_item:
            text = _without_connective(text)
        if not is_item:
            self._was_cut = False
        self._last = checked.entries
        self._shown = True
        yield "".join(self._held)
        self._held.clear()
        yield text


def _without_connective(text: str) -> str:
    start = len(text) - len(text.lstrip())
    rest = text[start:]
    if found := PATTERNS["connective"].match(rest):
        rest = rest[found.end() :]
        rest = PATTERNS["also"].sub(" ", rest, count=1)
        return text[:start] + rest[:1].upper() + rest[1:]
    return text[:start] + PATTERNS["she_also"].sub(r"\1 ", rest, count=1)
