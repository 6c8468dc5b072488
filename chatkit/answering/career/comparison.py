"""Entries held against each other: which came first, which lasted longer."""

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, answered
from chatkit.answering.facts.career import Entry


def compare(case: Case) -> Answer:
    """Two entries by their beginnings, or by how long they lasted."""
    career, compose = case.career, case.composer
    one, other = _two(case)
    spans = {entry: career.interval(entry) for entry in (one, other)}
    if case.has("longer", "longest"):
        lasted = {entry: span.months for entry, span in spans.items() if span}
        ordered = sorted((one, other), key=lambda entry: -lasted.get(entry, 0))
        lengths = [compose.duration([span]) for e in ordered if (span := spans[e])]
        return answered(
            compose.fact(
                "longer_of", ordered[0], name=ordered[0].name, duration=lengths[0]
            ),
            compose.fact("duration", ordered[1], duration=lengths[1]),
        )
    if case.has("compare"):
        return answered(compose.fact("now", one), compose.fact("now", other))
    ordered = sorted((one, other), key=career.start)
    if case.has("later_of", "latest"):
        return answered(
            compose.fact("second_of", ordered[1], name=ordered[1].name),
            compose.fact("first_of", ordered[0], name=ordered[0].name),
        )
    if case.question.is_follow_up or case.question.yes_no:
        first, second = spans[one], spans[other]
        key = "earlier" if first and second and first.first < second.first else "later"
        return answered(compose.fact(key, one), compose.fact("now", other))
    keys = ("first_of", "second_of")
    return answered(
        *(
            compose.fact(key, e, name=e.name)
            for key, e in zip(keys, ordered, strict=True)
        )
    )


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
    career, compose = case.career, case.composer
    timed = [
        (span.months, -span.first, job)
        for job in career.jobs
        if (span := career.interval(job))
    ]
    if not timed:
        return None
    key = "longest" if case.has("longest") else "shortest"
    chosen = (
        max(timed, key=lambda t: t[:2])
        if key == "longest"
        else min(timed, key=lambda t: t[:2])
    )
    job = chosen[2]
    span = career.interval(job)
    return answered(
        compose.fact(key, job, duration=compose.duration([span] if span else []))
    )
