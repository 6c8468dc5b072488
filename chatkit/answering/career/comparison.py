"""Entries held against each other: which came first, which lasted longer."""

from collections.abc import Sequence

from chatkit.answering.career.levels import rank_of
from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, Claim, answered
from chatkit.answering.facts import timeline
from chatkit.answering.facts.career import Entry
from chatkit.answering.text.tokens import fold

EXTREMES = (
    "latest",
    "first",
    "first_of",
    "later_of",
    "longer",
    "highest",
    "lowest",
)


def compare(case: Case) -> Answer:
    """Two entries by their beginnings, or by how long they lasted."""
    career, compose = case.career, case.composer
    one, other = _two(case)
    spans = {entry: career.interval(entry) for entry in (one, other)}
    if case.has("longer", "longest"):
        return _longer(case, _stay(case, one), _stay(case, other))
    if case.has("compare"):
        return answered(compose.fact("now", one), compose.fact("now", other))
    ordered = sorted((one, other), key=career.start)
    if case.has("later_of", "latest"):
        return answered(
            compose.fact("second_of", ordered[1], name=ordered[1].title),
            compose.fact("first_of", ordered[0], name=ordered[0].title),
        )
    if case.question.yes_no or (case.question.is_follow_up and case.question.mentions):
        first, second = spans[one], spans[other]
        key = "earlier" if first and second and first.first < second.first else "later"
        return answered(compose.fact(key, one), compose.fact("now", other))
    keys = ("first_of", "second_of")
    return answered(
        *(
            compose.fact(key, e, name=e.title)
            for key, e in zip(keys, ordered, strict=True)
        )
    )


def _longer(case: Case, *stays: Sequence[Entry]) -> Answer:
    career, compose = case.career, case.composer
    spans = [[span for e in stay if (span := career.interval(e))] for stay in stays]
    months = [sum(one.months for one in timeline.union(own)) for own in spans]
    order = sorted(range(len(stays)), key=lambda at: -months[at])
    claims: list[Claim] = []
    for at in order:
        first, *more = stays[at]
        key = "duration" if claims else "longer_of"
        lasted = compose.duration(spans[at])
        claims.append(compose.fact(key, first, name=first.title, duration=lasted))
        claims += [compose.fact("now", entry) for entry in more]
    return answered(*claims)


def _stay(case: Case, entry: Entry) -> Sequence[Entry]:
    """With the other positions at one employer, where the employer is what is named."""
    named = next((m.entries for m in case.question.mentions if entry in m.entries), ())
    return [e for e in named if _is_one_stay(e, entry)] or [entry]


def _is_one_stay(one: Entry, other: Entry) -> bool:
    return one.kind == other.kind and fold(one.name) == fold(other.name)


def _two(case: Case) -> tuple[Entry, Entry]:
    """Of each thing named the entry that began first, the focus of the talk before."""
    career = case.career
    mentioned = [
        min(
            (e for e in m.entries if career.interval(e)), key=career.start, default=None
        )
        for m in case.question.mentions
    ]
    named = [entry for entry in mentioned if entry]
    rest = [e for e in case.dated if e not in named]
    if len(named) == 1:
        return (rest[0], named[0]) if rest else (named[0], named[0])
    if not named:
        return rest[0], rest[1]
    return named[0], named[1]


def extreme(case: Case) -> Answer | None:
    """The longest, the latest, the best known: of what is meant, else of the jobs."""
    entries = list(case.question.entries) or case.career.jobs
    if case.has("highest", "lowest"):
        return _by_level(case, entries)
    compose, career = case.composer, case.career
    timed = [(span, entry) for entry in entries if (span := career.interval(entry))]
    if not timed:
        return None
    if case.has("latest", "later_of", "first", "first_of"):
        key = "latest" if case.has("latest", "later_of") else "first"
        span, entry = (max if key == "latest" else min)(
            timed, key=lambda one: (one[0].first, one[0].last)
        )
        return answered(compose.fact(key, entry))
    key = "shortest" if case.has("shortest") else "longest"
    span, entry = (min if key == "shortest" else max)(
        timed, key=lambda one: (one[0].months, -one[0].first)
    )
    return answered(compose.fact(key, entry, duration=compose.duration([span])))


def _by_level(case: Case, entries: Sequence[Entry]) -> Answer | None:
    """All that share the highest or the lowest level that is stated."""
    ranked = [(rank, e) for e in entries if (rank := rank_of(e))]
    if not ranked:
        return None
    ranks = [rank for rank, _ in ranked]
    wanted = max(ranks) if case.has("highest") else min(ranks)
    return answered(
        *(case.composer.quotation(e.passage) for rank, e in ranked if rank == wanted)
    )
