"""Is there an entry that says what a sentence says?"""

from collections.abc import Sequence

from chatkit.answering.grounding import evidence, relations, times
from chatkit.answering.grounding.library import BY_TITLE, LASTING, Entry
from chatkit.answering.grounding.said import Said
from chatkit.answering.grounding.verdict import HARD, Verdict
from chatkit.answering.parsing.clauses import Clause
from chatkit.answering.parsing.masking import Span
from chatkit.answering.passages import Kind

_APART = frozenset({"before", "after", "when", "while", "although", "though"})
_RELATIVE = frozenset({"where", "which", "who", "whose"})
_TEMPORAL = frozenset({"between", "before", "after", "since", "following", "during"})


class Claim:
    """Judges each clause by entries that it names, else by those cited, else by the best.

    ``carried`` are the entries that the sentence goes on about.
    """

    def __init__(
        self, said: Said, cited: Sequence[Entry], carried: Sequence[Entry] = ()
    ) -> None:
        self._said = said
        self._library = said.library
        self._cited = list(cited)
        self._carried = list(carried)

    def judge(self) -> Verdict:
        reading = self._said.reading
        whole = Verdict()
        parts: list[tuple[str, Sequence[Entry]]] = []
        anchors = self._carried
        is_waiting = bool(anchors)  # for what is said of the entries just named
        for clause in self._said.clauses():
            named = self._said.named_within(clause)
            inherits = clause.opening in _RELATIVE or (
                is_waiting and clause.opening not in _APART
            )
            anchors = named or anchors
            of_clause = anchors if named or inherits else []
            is_waiting = bool(of_clause) and not self._said.content(clause, of_clause)
            verdict = self._judge_clause(clause, of_clause)
            parts.append((clause.opening, verdict.entries))
            whole.add(verdict)
        if times.out_of_time(reading, whole.entries):
            whole.object(HARD, "time")
        if times.wrong_order(parts):
            whole.object(HARD, "order")
        if not self._said.named and relations.is_anothers(reading, whole.used):
            whole.object(HARD, "agent")
        statements = [s for entry in whole.entries for s in entry.statements]
        if relations.invents_cause(reading, statements):
            whole.object(HARD, "cause")
        return whole

    def _judge_clause(self, clause: Clause, anchors: Sequence[Entry]) -> Verdict:
        about = [e for e in self._cited if e.kind == Kind.STATEMENT and anchors]
        anchors = list(dict.fromkeys([*anchors, *about]))
        verdict = self._best(clause, self._sets(clause, anchors))
        if verdict.weight and len(clause.segments) > 1:
            parts = Verdict()
            for at, segment in enumerate(clause.segments):
                parts.add(self._judge_segment(segment, anchors, is_first=not at))
            effort = verdict.effort + parts.effort
            if parts.weight < verdict.weight:
                verdict = parts
            verdict.effort = effort
        named = self._said.named_within(clause)
        verdict.entries += [e for e in dict.fromkeys(named) if e not in verdict.entries]
        return verdict

    def _judge_segment(
        self, segment: Span, anchors: Sequence[Entry], *, is_first: bool
    ) -> Verdict:
        sets = self._sets(segment, anchors)
        if anchors and not self._said.named_within(segment):
            words = self._said.reading.between(segment.start, segment.end)
            by_title = all(entry.kind in BY_TITLE for entry in anchors)
            if by_title:
                sets += self._sets(segment, ())
            elif not is_first or words[0].exact in _TEMPORAL:
                sets += [[entry] for entry in self._cited]
        return self._best(segment, sets)

    def _sets(self, span: Span, anchors: Sequence[Entry]) -> list[list[Entry]]:
        """The entries that may have said it together, one set after the other."""
        if anchors:
            return [[entry] for entry in anchors] + [list(anchors)]
        best = self._library.candidates([w.keys for w in self._said.content(span)])
        cited = self._cited
        if not relations.quotes_others(self._said.reading):
            best = [entry for entry in best if entry.kind != Kind.REFERENCE]
            cited = [entry for entry in cited if entry.kind != Kind.REFERENCE]
        sets = [[entry] for entry in dict.fromkeys([*cited, *best])]
        if len(cited) > 1:
            sets.append(list(cited))
        dates = self._said.reading.dates
        if not sets and any(span.start <= date.start < span.end for date in dates):
            sets = [
                [entry] for entry in self._library.of_kind(*LASTING, Kind.STATEMENT)
            ]
        return sets or [[]]

    def _best(self, span: Span, sets: Sequence[Sequence[Entry]]) -> Verdict:
        verdicts = [evidence.judge(self._said, span, entries) for entries in sets]
        effort = sum(verdict.effort for verdict in verdicts)
        if complete := [v for v in verdicts if v.supported and not v.unknown]:
            verdicts = complete  # nothing is forgiven where an entry has all words
        best = min(verdicts, key=lambda v: (v.weight, -v.supported, len(v.entries)))
        best.effort = effort
        return best
