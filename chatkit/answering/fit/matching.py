"""A part of a requirement held against the résumé: a verdict and what it rests on."""

from collections.abc import Iterable
from dataclasses import replace

from chatkit.answering.extractive.compose import Composer
from chatkit.answering.facts import timeline
from chatkit.answering.facts.career import Career, Entry
from chatkit.answering.facts.evidence import passages_with
from chatkit.answering.facts.index import Index
from chatkit.answering.facts.terms import Term
from chatkit.answering.facts.timeline import Interval
from chatkit.answering.fit.findings import (
    MOST_PASSAGES,
    Finding,
    Group,
    TermFinder,
    Verdict,
)
from chatkit.answering.fit.parts import Part
from chatkit.answering.fit.vocabulary import RANKS, vocabulary
from chatkit.answering.language.lexicon import Language
from chatkit.answering.passages import Kind, Passage

SCHOOL = 0.5  # rank of a school's certificate


class Matcher:
    """``language`` is the description's; ``composer`` writes in the visitor's."""

    def __init__(
        self, career: Career, index: Index, composer: Composer, language: Language
    ) -> None:
        self._career, self._index, self._language = career, index, language
        self._composer = composer
        self._said = composer.language.fit["say"]
        self._finder = TermFinder(index, language, self._said["elsewhere"])

    def best(self, alternatives: Iterable[Part]) -> Finding:
        found = [(self.find(part), part.text) for part in alternatives]
        best = max((one for one, _ in found), key=lambda one: one.verdict)
        if best.verdict in (Verdict.MISSING, Verdict.UNKNOWN):
            joined = (self._composer.join([text for _, text in found], "list_or"),)
            is_missing = best.verdict is Verdict.MISSING
            return replace(
                best, missing=joined * is_missing, unknown=joined * (not is_missing)
            )
        return best

    def find(self, part: Part) -> Finding:
        if part.rank:
            return self._degree(part)
        if term := part.language:
            return self._language_at(part, term)
        if part.is_place:
            return self._place(part)
        if not part.terms:
            return self._career_for(part)
        found = self._finder.find(part.terms)
        if part.months and found.passages:
            found = self._years(part, found)
        if part.figure and found.passages:
            found = self._figure(part, found)
        return found

    def _years(self, part: Part, found: Finding) -> Finding:
        """Years in positions that hold the terms, or that the résumé states."""
        groups = self._finder.groups(part.terms)
        covered = {
            at
            for at in range(len(part.terms))
            for g in groups.values()
            if at in g.found
        }
        jobs = [
            job
            for job in self._worked
            if groups.get(job.id, Group()).found.keys() >= covered
        ]
        months = self._months(jobs)
        asked = self._duration(part.months)
        if months < part.months and (stated := self._stated(part, groups)):
            return replace(found, passages=(stated,))
        if not jobs:
            return found.noting(self._say("years_unsaid", asked=asked), lower=True)
        jobs.sort(key=lambda job: -self._months([job]))
        timed = replace(
            found, passages=tuple(job.passage for job in jobs[:MOST_PASSAGES])
        )
        short = months < part.months
        key = "years_short" if short else "years_met"
        note = self._say(key, duration=self._spans(jobs), asked=asked)
        return timed.noting(note, lower=short)

    def _career_for(self, part: Part) -> Finding:
        jobs = list(self._worked)
        if not jobs:
            return Finding(Verdict.MISSING)
        met = self._months(jobs) >= part.months
        note = self._say(
            "career_met" if met else "career_short",
            duration=self._spans(jobs),
            asked=self._duration(part.months),
        )
        passages = tuple(job.passage for job in jobs[:MOST_PASSAGES])
        return Finding(Verdict.MET if met else Verdict.PARTLY, passages, (note,))

    @property
    def _worked(self) -> Iterable[Entry]:
        career = self._career
        return (
            job
            for job in career.jobs
            if career.interval(job) and not career.is_future(job)
        )

    def _months(self, jobs: Iterable[Entry]) -> int:
        return sum(one.months for one in timeline.union(self._intervals(jobs)))

    def _intervals(self, jobs: Iterable[Entry]) -> list[Interval]:
        return [span for job in jobs if (span := self._career.interval(job))]

    def _stated(self, part: Part, groups: dict[str, Group]) -> Passage | None:
        """A passage that itself says so many years of all these terms."""
        for passage, said in passages_with(self._index, "years"):
            group = groups.get(passage.parent or passage.id)
            if group is None or len(group.found) < len(part.terms):
                continue
            numbers = [
                language.number(word.rstrip("+,.").casefold())
                for language in self._index.languages
                for word in said.split()
            ]
            if max(numbers, default=0) * 12 >= part.months:
                return passage
        return None

    def _degree(self, part: Part) -> Finding:
        studies = self._career.by_time(self._career.of(Kind.STUDY))
        found = [self._study(part, study) for study in studies]
        return max(
            found,
            key=lambda one: (one.verdict, -len(one.notes)),
            default=Finding(Verdict.MISSING),
        )

    def _study(self, part: Part, study: Entry) -> Finding:
        rank = self._rank(study)
        scope = {study.id}
        fields = part.terms
        in_field = not fields or any(
            self._index.search([field], self._language, scope) for field in fields
        )
        if rank == SCHOOL or (rank is None and not in_field):
            return Finding(Verdict.MISSING)
        notes = []
        if (rank or 1) < part.rank:
            notes.append(self._said["degree_lower"])
        if not in_field:
            key = "degree_field" if self._finder.same_language else "degree_unsure"
            notes.append(self._said[key])
        if self._career.is_now(study) or self._career.is_future(study):
            notes.append(self._said["degree_open"])
        verdict = Verdict.PARTLY if notes else Verdict.MET
        return Finding(verdict, (study.passage,), tuple(notes))

    def _rank(self, study: Entry) -> float | None:
        ranks = {**RANKS, "high_school": SCHOOL}
        found = [
            rank
            for concept, rank in ranks.items()
            for number in self._index.find_concept(concept)
            if self._index.passages[number].id == study.id
        ]
        return max(found, default=None)

    def _language_at(self, part: Part, term: Term) -> Finding:
        found = self._index.find(term, self._language)
        passages = (self._index.passages[number] for number in sorted(found))
        held = tuple(p for p in passages if p.kind == Kind.LANGUAGE)
        if not held:
            return Finding(Verdict.MISSING)
        level = max(
            vocabulary(one).level(one.keys(held[0].text))
            for one in self._index.languages
        )
        spoken = Finding(Verdict.MET, held[:1])
        if part.level <= level:
            return spoken
        note = self._said["level_short" if level else "level_unsaid"]
        return spoken.noting(note, lower=True)

    def _place(self, part: Part) -> Finding:
        found = self._finder.find(part.terms)
        lives = [p for p in found.passages if p.kind == Kind.LOCATION]
        if lives:
            return Finding(Verdict.MET, tuple(lives))
        willing = passages_with(self._index, "workplace", (Kind.STATEMENT, Kind.PERSON))
        if willing:
            passage, said = willing[0]
            return Finding(Verdict.PARTLY, (passage,), wanted=(said.casefold(),))
        home = tuple(p for p in self._career.passages if p.kind == Kind.LOCATION)
        notes = (self._said["other_place"],) if home else ()
        return Finding(Verdict.MISSING, home[:1], notes)

    def _figure(self, part: Part, found: Finding) -> Finding:
        figure = part.figure.rstrip("+")
        for passage in self._finder.holding_all(part.terms):
            if figure in passage.text:
                others = [p for p in found.passages if p is not passage]
                return replace(found, passages=(passage, *others))
        return found.noting(self._said["figure"], lower=True)

    def _say(self, key: str, **slots: str) -> str:
        text = self._said[key].format(**slots)
        return str(text[:1].upper() + text[1:])

    def _spans(self, jobs: Iterable[Entry]) -> str:
        return self._composer.duration(self._intervals(jobs))

    def _duration(self, months: int) -> str:
        return self._composer.duration([Interval(0, months - 1)])
