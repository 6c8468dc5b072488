"""Do the entries of a sentence speak for it, and none of their facts against it?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from chatkit.answering.grounding import (
    agents,
    binding,
    levels,
    polarity,
    quantities,
    relations,
    times,
)
from chatkit.answering.grounding.binding import HELD
from chatkit.answering.grounding.library import LASTING, Entry, Statement
from chatkit.answering.grounding.said import HARD, REFUTED, Said, Verdict
from chatkit.answering.grounding.support import Pool, judge_support
from chatkit.answering.parsing.clauses import Clause, is_after_mark
from chatkit.answering.parsing.masking import Span
from chatkit.answering.parsing.reading import Reading, Word
from chatkit.answering.passages import Kind

_RELATIVE = frozenset({"where", "which", "who", "whose"})
FIXED = 20  # effort for the first word
CLEAR = 0.67  # of the words of a wish have evidence
SUBJECT = 4  # characters before it at most
MOST_ADDED = 2  # entries without a mark that a sentence may rest on


class Claim:
    """``carried`` are the entries that the sentence goes on about."""

    def __init__(
        self, said: Said, cited: Sequence[Entry], carried: Sequence[Entry] = ()
    ) -> None:
        self._said = said
        self._library = said.library
        self._cited, self._carried = list(cited), list(carried)
        self._named = list(dict.fromkeys(entry for _, _, entry in said.named))
        self._own = list(dict.fromkeys([*cited, *carried, *self._named]))
        self._speaks = [
            e
            for start, _, e in said.named
            if e.kind == Kind.REFERENCE and start < SUBJECT
        ]
        if self._speaks:
            self._own = self._named
        elif not agents.quotes_others(said.reading):
            self._own = [e for e in self._own if e.kind != Kind.REFERENCE] or self._own

    def judge(self) -> Verdict:
        """By its own entries, else with or by the best of the others."""
        best = self.judge_by(self._own)
        effort = best.effort
        is_final = self._speaks or best.hardest >= REFUTED
        if (best.weight or not self._own) and not is_final:
            for entries in self._sets():
                verdict = self.judge_by(entries)
                effort += verdict.effort
                if (verdict.weight, -verdict.support) < (best.weight, -best.support):
                    best = verdict
        best.effort = effort
        return best

    def _sets(self) -> Iterator[list[Entry]]:
        """What was done at one place is no evidence of another that it cites."""
        apart = [e for e in self._own if e.kind not in HELD]
        joined = list(self._own)
        for entry in (others := self._others())[:MOST_ADDED]:
            if entry.kind in HELD and len(apart) < len(self._own):
                if not self._named:
                    yield [*apart, entry]
                continue
            joined.append(entry)
            yield [*joined]
        yield [*self._own, *(e for e in others if e.kind not in HELD)]
        reading = self._said.reading
        if not self._own and (reading.dates or reading.amounts):
            yield others

    def _others(self) -> list[Entry]:
        whole = Span(0, len(self._said.reading.text))
        words = [word.keys for word in self._said.content(whole, self._own)]
        keys = frozenset().union(*(entry.keys for entry in self._own))
        lacking = [word for word in words if not word & keys]
        found = self._library.candidates(lacking) if self._own else []
        found += [e for e in self._library.candidates(words) if e not in found]
        if not agents.quotes_others(self._said.reading):
            found = [entry for entry in found if entry.kind != Kind.REFERENCE]
        if not found and not self._own and self._said.reading.dates:
            return self._library.of_kind(*LASTING, Kind.STATEMENT)
        return [entry for entry in found if entry not in self._own]

    def judge_by(self, entries: Sequence[Entry]) -> Verdict:
        pool, verdict = Pool(entries, self._library), Verdict(effort=FIXED)
        judge_support(self._said, pool, verdict, is_cited=self._is_cited)
        anchors: Sequence[Entry] = self._carried
        parts: list[tuple[str, Sequence[Entry]]] = []
        is_waiting = bool(anchors)  # for what is said of the entries just named
        for clause in self._said.clauses():
            named = self._said.named_within(clause)
            is_apart = is_after_mark(self._said.reading, clause)
            inherits = is_waiting and not is_apart or clause.opening in _RELATIVE
            anchors = named or (anchors if inherits else [])
            is_waiting = bool(anchors) and not self._said.content(clause, anchors)
            best = self._best(clause, pool)
            parts.append((clause.opening, named or self._owners(best[:1])))
            self._judge_figures(clause, pool, anchors, best, verdict)
            self._judge_relations(clause, pool, anchors, best, verdict)
            if binding.is_anothers_fact(self._said, clause, anchors, self._cited):
                verdict.object(REFUTED, "of another entry")
            for segment in clause.segments:
                for statement in self._best(segment, pool)[:1]:
                    verdict.use(statement)
        used = self._owners(verdict.used)
        verdict.entries = [e for e in entries if e in used or e in self._named]
        self._judge_whole(pool, verdict)
        if times.wrong_order(parts):
            verdict.object(REFUTED, "order")
        return verdict

    @cached_property
    def _is_cited(self) -> bool:
        """Whether its own entries have any of its words."""
        pool = Pool(self._own, self._library)
        words = self._said.content(Span(0, len(self._said.reading.text)))
        return bool(self._said.contacts) or any(map(pool.has_form_of, words))

    def _owners(self, statements: Sequence[Statement]) -> list[Entry]:
        return [self._library.by_number[statement.number] for statement in statements]

    def _best(self, span: Span, pool: Pool) -> list[Statement]:
        """The statements with most words of a clause, or its numbers, first."""
        shared: Counter[int] = Counter()
        words = [
            *self._said.content(span, pool.entries),
            *(w for w in self._neutral(span) if w.keys & pool.keys),
        ]
        numbers = {
            value
            for amount in self._said.reading.amounts
            if span.start <= amount.start < span.end
            for value in amount.values
        }
        for at, statement in enumerate(pool.statements):
            score = sum(bool(w.keys & statement.reading.keys) for w in words)
            score += sum(
                bool(numbers.intersection(known.values))
                for known in statement.reading.amounts
            )
            if score:
                shared[at] = score
        order = sorted(shared, key=lambda at: (-shared[at], at))
        return [pool.statements[at] for at in order]

    def _neutral(self, span: Span) -> list[Word]:
        """Words that need no evidence, but may have it."""
        return [
            word
            for word in self._said.reading.plain_words
            if span.start <= word.start < span.end
            and word.is_neutral
            and not word.is_function
        ]

    def _judge_figures(
        self,
        clause: Clause,
        pool: Pool,
        anchors: Sequence[Entry],
        best: Sequence[Statement],
        verdict: Verdict,
    ) -> None:
        said, reading = self._said, self._said.reading
        for amount in reading.amounts:
            is_here = clause.start <= amount.start < clause.end
            if amount.start in said.excused or not is_here:
                continue
            found = quantities.find_evidence(amount, said, clause, pool)
            if isinstance(found, Statement):
                verdict.use(found)
                owner = self._library.by_number[found.number]
                is_lasting = amount.unit in quantities.LENGTHS
                if binding.is_apart(owner, anchors) and not is_lasting:
                    near = [e for e in pool.entries if not binding.is_apart(e, anchors)]
                    its = Pool(near, self._library)
                    if not quantities.find_evidence(amount, said, clause, its):
                        verdict.object(REFUTED, "of another entry")
            elif not found:
                number = reading.text[amount.start : amount.end]
                is_other = quantities.has_other(amount, said, pool)
                verdict.object(REFUTED if is_other else HARD, f"number: {number}")
        for share in reading.shares:
            if clause.start <= share.start < clause.end:
                if statement := quantities.share_of(share, pool.statements):
                    verdict.use(statement)
                else:
                    number = reading.text[share.start : share.end]
                    verdict.object(HARD, f"number: {number}")
        of_it = [e for e in self._own if e in pool.entries] or pool.entries
        dated = [e for e in of_it if not binding.is_apart(e, anchors)]
        for date in times.unsupported_dates(reading, clause, dated, best[:1]):
            verdict.object(HARD, f"date: {reading.text[date.start : date.end]}")

    def _judge_relations(
        self,
        clause: Clause,
        pool: Pool,
        anchors: Sequence[Entry],
        best: Sequence[Statement],
        verdict: Verdict,
    ) -> None:
        said, reading = self._said, self._said.reading
        content = said.content(clause, pool.entries)
        near = best[:2]
        part = Reading(reading.text[clause.start : clause.end], reading.code)
        for word in polarity.affirmed(said, clause, pool, best):
            verdict.object(REFUTED, f"denied: {word.text}")
        if weak := relations.overrates(reading, clause, best[:1]):
            verdict.object(REFUTED, f"overrated: {weak}")
        if title := binding.other_title(said, clause, anchors):
            verdict.object(REFUTED, f"title: {title}")
        if polarity.denies(said, clause, content, pool):
            verdict.object(REFUTED, "denies what is there")
        for opposite in polarity.contrary(part.words, near):
            verdict.object(REFUTED, f"contrary: {opposite}")
        is_clear = verdict.support >= CLEAR
        if relations.invents_intent(
            reading, clause, pool.statements, plans_only=is_clear
        ):
            verdict.object(HARD, "intent")
        for claim in relations.overstated(
            reading,
            clause,
            near or pool.statements,
            pool.statements,
            is_empty=not content,
        ):
            verdict.object(HARD, f"overstated: {claim}")
        for statement in near:
            evidence = statement.reading
            if agents.takes_credit(reading, part, evidence) or (
                statement in best[:1] and agents.took_over(part, evidence)
            ):
                verdict.object(REFUTED, "agent")
        for level in levels.wrong_levels(reading, clause, self._library):
            verdict.object(REFUTED, f"level: {level}")
        if relations.turns_around(part, [*near, *verdict.used]):
            verdict.object(REFUTED, "turned around")
        if near and relations.goes_other_way(part, near[0]):
            verdict.object(REFUTED, "direction")

    def _judge_whole(self, pool: Pool, verdict: Verdict) -> None:
        reading = self._said.reading
        if times.out_of_time(reading, verdict.entries):
            verdict.object(HARD, "time")
        if not self._named and agents.is_anothers(reading, verdict.used):
            verdict.object(HARD, "agent")
        if relations.invents_cause(reading, pool.statements):
            verdict.object(HARD, "cause")
