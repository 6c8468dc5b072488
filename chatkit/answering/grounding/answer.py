"""A whole answer: what a cut would leave dangling goes with it."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from chatkit.answering.grounding.guard import Checked, Guard
from chatkit.answering.grounding.library import Entry
from chatkit.answering.language.lexicon import language
from chatkit.answering.parsing import layout, marks, questions
from chatkit.answering.parsing.language import detect

MOST_EFFORT = 32_000  # of an answer: about 7,000 characters with a claim in each line


class AnswerGuard:
    """Takes sentences in order, returns those that may be shown.

    ``guard`` returns the guard of the moment: evidence may be added on the way.
    ``quotations`` are for sentences that an earlier pass cut and left open.

    What only introduces others ("She has worked for:", a heading, "Yes.", the head of a
    table) is held back until something that it introduces passes.
    """

    def __init__(
        self, guard: Callable[[], Guard], quotations: Mapping[str, str] | None = None
    ) -> None:
        self._guard = guard
        self._quotations = quotations or {}
        self.cut: list[Checked] = []
        self.effort = 0
        self._held: list[tuple[int, str]] = []  # with the level of a heading
        self._bare_answer = ""  # "Yes.", until something explains it
        self._carried: Sequence[Entry] = ()
        self._last: Sequence[Entry] = ()
        self._was_cut = False
        self._cut_items = 0
        self._in_table = False
        self._shown = False
        self._text = ""
        self._space = ""  # not before the notice

    def check(self, sentence: str) -> str:
        self._text += sentence
        text = "".join(self._check(sentence))
        if not text:
            return ""
        text = self._space + text
        body = text.rstrip()
        self._space = text[len(body) :]
        return body

    def finish(self) -> str:
        """What is left, and a notice where something was left out."""
        if self._bare_answer and not self._shown and not self.cut:
            checked = self._guard().check_bare_answer(self._bare_answer)
            self.cut += [checked] if checked.cut else []
            self._held = [(layout.LOWEST, checked.text)]
        rest = "" if self.cut else "".join(text for _, text in self._held) + self._space
        self._held = []
        if self.cut and self._shown:
            code = detect(self._text)
            return f"\n\n{language(code).phrases['say']['left_out']}"
        return rest

    def _check(self, sentence: str) -> Iterator[str]:
        piece = layout.look_at(sentence)
        if piece.bare and not piece.is_item:
            self._carried, self._cut_items = (), 0
        if self.effort > MOST_EFFORT:
            self.cut.append(Checked("", (sentence.strip(),), "more than is checked"))
        elif piece.is_offer and self.cut and not self._shown:
            pass  # an offer alone is no answer
        elif self._is_head_of_table(piece):
            self._held.append((layout.LOWEST, sentence))
        else:
            yield from self._check_claim(sentence, piece)

    def _is_head_of_table(self, piece: layout.Piece) -> bool:
        """Its first row, where it only names columns, and the rule below it."""
        opens_table = piece.is_row and not self._in_table
        if piece.bare:
            self._in_table = piece.is_row
        return piece.is_rule or (opens_table and self._guard().is_label(piece.bare))

    def _check_claim(self, sentence: str, piece: layout.Piece) -> Iterator[str]:
        goes_on = piece.goes_on
        carried = self._carried if piece.is_item else self._last if goes_on else ()
        if goes_on and self._was_cut and not marks.cited_numbers(sentence):
            checked = Checked("", (sentence.strip(),), "goes on about what was cut")
        else:
            quotation = self._quotations.get(sentence.strip(), "")
            checked = self._guard().check_sentence(sentence, carried, quotation)
        self.effort += checked.effort
        text = checked.text
        if checked.cut:
            self.cut.append(checked)
            self._was_cut = True
            self._cut_items += piece.is_item
            if not piece.is_item:
                self._drop_openings(layout.LOWEST)
            yield text if self._shown else ""
        elif piece.is_opening:
            self._carried = checked.named
            if self._was_cut:
                self._drop_openings(piece.level)
            self._was_cut = False
            self._bare_answer = sentence if questions.is_one_word(piece.bare) else ""
            self._held.append((piece.level, text))
        elif not piece.bare:
            yield text if self._shown else ""
        else:
            yield from self._show(text, piece)
            self._last = checked.entries

    def _show(self, text: str, piece: layout.Piece) -> Iterator[str]:
        if piece.is_item:
            text = layout.renumbered(text, self._cut_items) if self._cut_items else text
        elif self._was_cut:
            self._drop_openings(layout.LOWEST)
            text = layout.without_connective(text, detect(self._text))
            self._was_cut = False
        self._shown = True
        yield from (held for _, held in self._held)
        self._held.clear()
        yield text

    def _drop_openings(self, level: int) -> None:
        """Those that introduce nothing any more: of this level or below."""
        while self._held and self._held[-1][0] >= level:
            self._held.pop()
