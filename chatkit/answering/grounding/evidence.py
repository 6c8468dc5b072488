"""Do these entries say what a part of a sentence says?"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from chatkit.answering.grounding import levels, quantities, relations, times
from chatkit.answering.grounding.denials import denies_kind
from chatkit.answering.grounding.library import Entry, Statement
from chatkit.answering.grounding.said import Said
from chatkit.answering.grounding.unknown import is_short_for, judge_unknown, resembles
from chatkit.answering.grounding.verdict import HARD, Verdict
from chatkit.answering.grounding.vocabulary import TITLES
from chatkit.answering.parsing.masking import Span
from chatkit.answering.parsing.reading import Reading, Word
from chatkit.answering.passages import Kind
from chatkit.answering.text.tokens import stem

FIXED = 20  # effort for the first word
_LEARNING = frozenset(map(stem, ["train", "training", "study", "graduate", "school"]))
MOST = 0.6  # of the words of a denial that its contradiction has to have


def judge(said: Said, span: Span, entries: Sequence[Entry]) -> Verdict:
    return _Judgement(said, span, entries).judge()


class _Judgement:
    def __init__(self, said: Said, span: Span, entries: Sequence[Entry]) -> None:
        self._said = said
        self._reading = said.reading
        self._span = span
        self._entries = entries
        self._statements = [s for entry in entries for s in entry.statements]
        self._content = said.content(span, entries)
        self._echoed = self._neutral_but_there()
        self._verdict = Verdict()

    def judge(self) -> Verdict:
        unknown, best = self._judge_words()
        self._judge_denials()
        verdict = self._verdict
        verdict.effort = FIXED + len(self._content) * len(self._statements)
        verdict.unknown = sum(not self._reading.is_denied(word) for word in unknown)
        known = [*self._content, *self._echoed[:1]]
        verdict.add(judge_unknown(self._said, self._span, unknown, known))
        self._judge_amounts()
        self._judge_relations(best)
        if verdict.supported:
            verdict.used += [s for s in best[:1] if s not in verdict.used]
            used = {self._said.library.by_number[s.number] for s in verdict.used}
            verdict.entries += [entry for entry in self._entries if entry in used]
        return verdict

    def _judge_words(self) -> tuple[list[Word], list[Statement]]:
        """The words without evidence, and the statements with most of the others."""
        unknown: list[Word] = []
        shared: Counter[int] = Counter()
        is_rated = any(
            entry.kind in {Kind.SKILL, Kind.LANGUAGE} and levels.level_of(entry)
            for entry in self._entries
        )
        for word in self._content:
            holders = [
                at
                for at, statement in enumerate(self._statements)
                if word.keys & statement.reading.keys
            ]
            if holders:
                self._verdict.supported += 1
                shared.update(holders)
                if not self._reading.is_denied(word) and all(
                    _is_denied_in(word, self._statements[at].reading) for at in holders
                ):
                    self._verdict.object(HARD, f"denied: {word.text}")
            elif self._is_known_otherwise(word):
                self._verdict.supported += 1
            elif not (is_rated and levels.is_level(word)):
                unknown.append(word)
        best = sorted(shared, key=lambda at: (-shared[at], at))
        return unknown, [self._statements[at] for at in best]

    @property
    def _is_study(self) -> bool:
        return any(entry.kind == Kind.STUDY for entry in self._entries)

    def _neutral_but_there(self) -> list[Word]:
        """Words that need no evidence, and have it."""
        keys = [statement.reading.keys for statement in self._statements]
        content = {word.start for word in self._content}
        return [
            word
            for word in self._reading.plain_words
            if self._span.start <= word.start < self._span.end
            and not word.is_function
            and word.start not in content
            and any(word.keys & of_one for of_one in keys)
        ]

    def _is_known_otherwise(self, word: Word) -> bool:
        return (
            bool(word.keys & self._said.library.common_keys)
            or resembles(word, self._entries)
            or is_short_for(word, self._statements)
            or (word.keys & _LEARNING and self._is_study)
            or bool(
                word.keys & quantities.LEAD
                and any(map(quantities.is_led, self._entries))
            )
        )

    def _judge_denials(self) -> None:
        """What it denies must not be there, in these entries or, unnamed, in any."""
        library = self._said.library
        for denied in self._reading.negations:
            if self._span.start <= denied.start < self._span.end and denies_kind(
                self._reading, denied, library
            ):
                self._verdict.object(HARD, "denies what is there")
            inside = [w for w in self._content if denied.start <= w.start < denied.end]
            if not inside or self._reading.text.startswith("instead", denied.start):
                continue
            if any(
                all(_meaning(w) & statement.reading.keys for w in inside)
                and not any(_is_denied_in(w, statement.reading) for w in inside)
                for statement in self._contradicting
            ):
                self._verdict.object(HARD, "denies what is there")

    @cached_property
    def _contradicting(self) -> list[Statement]:
        """Of entries with most of its words."""
        entries = list(self._entries)
        if not self._said.named_within(self._span):
            words = [word.keys for word in self._content]
            entries += self._said.library.candidates(words)
        return [
            statement
            for entry in dict.fromkeys(entries)
            if _share(w.keys & entry.keys for w in self._content) >= MOST
            for statement in entry.statements
        ]

    def _judge_amounts(self) -> None:
        for amount in self._reading.amounts:
            if amount.start in self._said.excused:
                continue
            if self._span.start <= amount.start < self._span.end:
                found = quantities.find_evidence(
                    amount, self._said, self._span, self._entries
                )
                if isinstance(found, Statement):
                    self._verdict.support(found)
                elif not found:
                    said = self._reading.text[amount.start : amount.end]
                    self._verdict.object(HARD, f"number: {said}")
        for share in self._reading.shares:
            if self._span.start <= share.start < self._span.end:
                if statement := quantities.share_of(share, self._entries):
                    self._verdict.support(statement)
                else:
                    said = self._reading.text[share.start : share.end]
                    self._verdict.object(HARD, f"number: {said}")

    def _judge_relations(self, best: Sequence[Statement]) -> None:
        reading, span, object_ = self._reading, self._span, self._verdict.object
        for date in times.unsupported_dates(reading, span, self._entries, best[:1]):
            object_(HARD, f"date: {reading.text[date.start : date.end]}")
        for word in relations.contrary(self._content, best[:2]):
            object_(HARD, f"contrary: {word}")
        if relations.invents_intent(reading, span, self._statements):
            object_(HARD, "intent")
        for word in relations.overstated(
            reading,
            span,
            best[:2] or self._statements,
            self._statements,
            is_empty=not self._content,
        ):
            object_(HARD, f"overstated: {word}")
        for word in levels.wrong_levels(reading, span, self._entries):
            object_(HARD, f"level: {word}")
        part = Reading(reading.text[span.start : span.end], reading.code)
        near = [*best[:2], *self._verdict.used]
        if relations.turns_around(part, near):
            object_(HARD, "turned around")
        if near and relations.goes_other_way(part, near[0]):
            object_(HARD, "direction")


def _is_denied_in(word: Word, evidence: Reading) -> bool:
    same = [other for other in evidence.words if other.keys & word.keys]
    return bool(same) and all(evidence.is_denied(other) for other in same)


def _meaning(word: Word) -> frozenset[str]:
    """Of a title no other word: an architect is no engineer."""
    return word.own_keys if word.exact in TITLES else word.keys


def _share(held: Iterable[object]) -> float:
    of = [bool(one) for one in held]
    return sum(of) / max(1, len(of))
