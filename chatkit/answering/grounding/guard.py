"""Check the sentences of an answer against the passages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from chatkit.answering.grounding import polarity, quotations
from chatkit.answering.grounding.claims import Claim
from chatkit.answering.grounding.figures import Ages, find_ages
from chatkit.answering.grounding.library import Entry, Library, Statement
from chatkit.answering.grounding.names import Names
from chatkit.answering.grounding.said import Said, Verdict
from chatkit.answering.grounding.visitor import Visitor
from chatkit.answering.grounding.vocabulary import PATTERNS
from chatkit.answering.parsing import marks, questions
from chatkit.answering.parsing.contacts import (
    Contact,
    find_contacts,
    is_published,
)
from chatkit.answering.parsing.language import detect, is_known, to_english
from chatkit.answering.parsing.masking import blank_out, mask
from chatkit.answering.parsing.reading import Reading
from chatkit.answering.passages import Passage

MOST_AMOUNTS, MOST_DENIALS = 24, 8  # of a sentence
SAMPLE = 30  # words of a cut sentence that show what it is about
CONFIRMED = 0.9  # support of what a bare yes confirms
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|„[^“”]*[“”]")
LOOKED_UP = 40  # effort of finding the passage nearest to a cut sentence


@dataclass(frozen=True, slots=True)
class _Known:
    library: Library
    names: Names
    ages: Ages
    contacts: frozenset[str]


@lru_cache(maxsize=8)
def _known(passages: tuple[Passage, ...], today: date) -> _Known:
    """Cached, since a long résumé takes tenths of a second."""
    library = Library(passages, today)
    texts = [text for passage in passages for text in (passage.text, passage.url)]
    contacts = {contact.value for text in texts for contact in find_contacts(text)}
    return _Known(
        library,
        Names(library),
        Ages(passage.text for passage in passages),
        frozenset(contacts | {passage.url for passage in passages}),
    )


@dataclass(frozen=True, slots=True)
class Checked:
    """``text`` may be shown; ``cut`` is the sentence removed from it, and ``reason`` why.

    ``entries`` are those it rests on, ``named`` those of them that it names. Of a cut
    sentence ``cited`` are the passages of its marks, ``nearest`` is the passage with most
    of its words, and a quotation from one of ``quotable`` could settle it. ``effort`` is
    what it took.
    """

    text: str
    cut: tuple[str, ...] = ()
    reason: str = ""
    entries: tuple[Entry, ...] = ()
    named: tuple[Entry, ...] = ()
    effort: int = 0
    cited: tuple[Passage, ...] = ()
    nearest: Passage | None = None
    quotable: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ruling:
    """``reason`` is "" where the sentence holds."""

    reason: str = ""
    verdict: Verdict = field(default_factory=Verdict)
    named: tuple[Entry, ...] = ()
    quotable: tuple[Entry, ...] = ()


class Guard:
    """Checks each sentence of an answer.

    ``visitor_text`` is what the visitor wrote in the thread. It may be repeated ("You
    asked about Google."), but is never evidence for a claim about the person. A bare
    "yes" is checked as the answer to ``question``.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        visitor_text: str,
        today: date | None = None,
        question: str = "",
    ) -> None:
        self._known = _known(tuple(passages), today or date.today())
        self._library = self._known.library
        self._visitor = Visitor(visitor_text)
        self._question = question or visitor_text
        self._statement = questions.as_statement(self._question)
        self._usual = detect(self._question[:1000], self._library.code)

    def check_sentence(
        self, text: str, carried: Sequence[Entry] = (), quotation: str = ""
    ) -> Checked:
        """The whole sentence with right marks, or nothing but its line breaks.

        A false sentence is cut whole: a marked one would still be read and quoted, and
        the rest of a shortened one might mean something else. ``carried`` are the
        entries that it goes on about, as an item of a list does about what it is under.
        ``quotation`` may settle what the rules leave undecided.
        """
        if not text.strip():
            return Checked(text)
        return self._apply(self._rule(text, carried, quotation), text, carried)

    def check_bare_answer(self, text: str) -> Checked:
        """ "Yes" or "No" alone, by what it says of the question."""
        cited = self._cited(text)
        ruling = self._rule_confirmation(cited)
        if not questions.is_yes(marks.without_marks(text).strip()):
            is_false = self._is_confirmed(cited)
            ruling = _Ruling("denies what is there" if is_false else "")
        return self._apply(ruling, text)

    def _apply(
        self, ruling: _Ruling, text: str, carried: Sequence[Entry] = ()
    ) -> Checked:
        if not ruling.reason:
            shown = self._correct_marks(text, ruling.verdict)
            entries = tuple(ruling.verdict.entries)
            effort = len(text) + ruling.verdict.effort
            return Checked(shown, (), "", entries, ruling.named, effort)
        after = text[len(text.rstrip()) :]
        is_item = text.lstrip()[:1] in set("-*+•–|>#") or text.lstrip()[:1].isdigit()
        kept = after[after.find("\n") :] if "\n" in after and not is_item else ""
        reading = self._read(mask(marks.without_marks(text)).text)
        around = [*self._cited(text), *carried, *self._similar(reading)]
        return Checked(
            kept,
            (text.strip(),),
            ruling.reason,
            cited=tuple(
                dict(entry.passages)[number]
                for number in marks.cited_numbers(text)
                if (entry := self._library.by_number.get(number))
            ),
            nearest=_nearest(reading, around),
            quotable=ruling.quotable,
            effort=len(text) + ruling.verdict.effort + LOOKED_UP,
        )

    def is_label(self, text: str) -> bool:
        """Whether it has no words but those of résumés and of this one."""
        reading = self._read(text)
        return not reading.amounts and all(
            word.is_neutral or is_known(word.exact) or word.keys & self._library.keys
            for word in reading.words
        )

    def _rule(self, text: str, carried: Sequence[Entry], quotation: str) -> _Ruling:
        masked = mask(marks.as_bounds(text))
        contacts = find_contacts(masked.text)
        for contact in contacts:
            is_known = is_published(contact.value, self._known.contacts)
            if not (is_known or self._visitor.repeats(contact, masked.text)):
                return _Ruling(f"contact: {contact.value}")
        reading = self._read(blank_out(masked.text, contacts))
        if len(reading.amounts) > MOST_AMOUNTS:
            return _Ruling("more numbers than a sentence has")
        if len(reading.negations) > MOST_DENIALS:
            return _Ruling("more denials than a sentence has")
        cited = self._cited(text)
        if PATTERNS["polite"].fullmatch(reading.text.strip()):
            return _Ruling()
        if questions.is_bare_yes(reading):
            return self._rule_confirmation(cited)
        if added := questions.elliptical(reading):
            return self._rule_confirmation(cited, added)
        if PATTERNS["praise"].search(reading.text):
            return _Ruling("praise")
        reading = questions.without_opening(reading)
        for denial in (spans := polarity.find_denials(reading)):
            if polarity.is_false(reading, denial, self._library) or (
                polarity.is_bare(reading, denial) and self._is_confirmed(cited)
            ):
                return _Ruling("denies what is there")
        reading = Reading(blank_out(reading.text, spans), reading.code)
        marked = frozenset(marks.cited_numbers(text))
        return self._rule_claim(reading, cited, carried, contacts, marked, quotation)

    def _cited(self, text: str) -> list[Entry]:
        numbers = marks.cited_numbers(text)
        cited = [e for n in numbers if (e := self._library.by_number.get(n))]
        return list(dict.fromkeys(cited))

    def _similar(self, reading: Reading) -> list[Entry]:
        return self._library.candidates(w.keys for w in reading.plain_words[:SAMPLE])

    def _rule_claim(
        self,
        reading: Reading,
        cited: Sequence[Entry],
        carried: Sequence[Entry],
        contacts: Sequence[Contact],
        marked: frozenset[int],
        quotation: str,
    ) -> _Ruling:
        ages = find_ages(reading.text)
        for age in ages:
            if not self._known.ages.support(age, reading.text):
                return _Ruling(f"age: {reading.text[age.start : age.end]}")
        reading = Reading(blank_out(reading.text, ages), reading.code)
        if not reading.words:
            return _Ruling()
        excused = self._visitor.excused(reading)
        said = Said(reading, self._library, excused, len(contacts), marked)
        verdict = Claim(said, cited, carried).judge()
        if verdict.weight:
            best = self._similar(reading)[:1]
            entries = [*verdict.entries, *cited, *carried, *best]
            quotable = quotations.quotable(said, verdict, entries)
            settled = quotations.settle(said, quotation, quotable)
            if not settled:
                reason = "; ".join(verdict.reasons)
                return _Ruling(reason, verdict, quotable=tuple(quotable))
            verdict = settled
        is_english = {reading.code, self._library.code} == {"en"}
        for name in self._known.names.find_unsupported(reading, excused):
            if not is_english:
                break
            return _Ruling(f"name: {reading.text[name.start : name.end]}", verdict)
        return _Ruling("", verdict, tuple(entry for _, _, entry in said.named))

    def _is_confirmed(self, cited: Sequence[Entry]) -> bool:
        return bool(self._statement) and not self._rule_confirmation(cited).reason

    def _rule_confirmation(self, cited: Sequence[Entry], added: str = "") -> _Ruling:
        """Nothing that the question asks of is forgiven."""
        statement = self._statement
        if not statement:
            return _Ruling()
        reading = self._read(statement)
        reading = Reading(f"{reading.text} {added}".rstrip(), reading.code)
        verdict = Claim(Said(reading, self._library), cited).judge()
        if verdict.weight or verdict.support < CONFIRMED or not verdict.entries:
            return _Ruling(f"confirms what has no evidence: {statement}", verdict)
        return _Ruling("", verdict)

    def _read(self, text: str) -> Reading:
        code = detect(_QUOTED.sub(" ", text), self._usual)  # titles in any language
        return Reading(to_english(text, code, self._library.code), code)

    def _correct_marks(self, text: str, verdict: Verdict) -> str:
        """Marks that hold stay, others go; an entry without a mark gets one."""
        cited = marks.cited_numbers(text)
        owner = self._library.by_number
        good = {number for entry in verdict.entries for number, _ in entry.passages}
        kept = [number for number in cited if number in good]
        covered = {owner[number].number for number in kept}
        missing = {
            owner[statement.number].number: statement.number
            for statement in reversed(verdict.used)
            if owner[statement.number].passage.id
        }
        added = [n for entry, n in sorted(missing.items()) if entry not in covered]
        numbers = [*kept, *added]
        return text if numbers == cited else marks.with_marks(text, numbers)


def _nearest(reading: Reading, entries: Sequence[Entry]) -> Passage | None:
    """The passage of the entries that has most words of the sentence."""

    def shared(statement: Statement) -> int:
        words = reading.plain_words[:SAMPLE]
        return sum(bool(w.keys & statement.reading.keys) for w in words)

    of = [(s, dict(e.passages)[s.number]) for e in entries for s in e.statements]
    return max(of, key=lambda one: shared(one[0]), default=(None, None))[1]
