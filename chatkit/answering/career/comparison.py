"""Entries held against each other: which came first, which lasted longer."""

from collections.abc import Sequence

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, Claim, answered
from chatkit.answering.facts import timeline
from chatkit.answering.facts.career import Entry
from chatkit.answering.text.tokens import fold

EXTREMES = ("latest", "first", "first_of", "later_of", "longer")


def compare(case: Case) -> Answer:
    """Two entries by their beginnings, or by how long they lasted."""
    career, compose, question = case.career, case.composer, case.question
    one, other = _two(case)
    if case.has("longer", "longest"):
        return _longer(case, _stay(case, one), _stay(case, other))
    if case.has("compare"):
        return answered(compose.fact("now", one), compose.fact("now", other))
    first, second = sorted((one, other), key=career.start)
    claims = [
        compose.fact("first_of", first, name=first.title),
        compose.fact("second_of", second, name=second.title),
    ]
    if case.has("later_of", "latest"):
        return answered(*reversed(claims))
    if question.yes_no or (question.is_follow_up and question.mentions):
        key = "earlier" if career.start(one) < career.start(other) else "later"
        claims = [compose.fact(key, one), compose.fact("now", other)]
    return answered(*claims)


def _longer(case: Case, *stays: Sequence[Entry]) -> Answer:
    career, compose = case.career, case.composer
    lasting = []
    for stay in stays:
        spans = [span for e in stay if (span := career.interval(e))]
        lasting.append((sum(one.months for one in timeline.union(spans)), stay, spans))
    lasting.sort(key=lambda one: -one[0])
    claims: list[Claim] = []
    for _, (first, *more), spans in lasting:
        key = "duration" if claims else "longer_of"
        lasted = compose.duration(spans)
        claims.append(compose.fact(key, first, name=first.title, duration=lasted))
        claims += [compose.fact("now", entry) for entry in more]
    return answered(*claims)


def _stay(case: Case, entry: Entry) -> Sequence[Entry]:
    """With the other positions at one employer, where the employer is what is named."""
    named = next((m.entries for m in case.question.mentions if entry in m.entries), ())
    sort = entry.kind, fold(entry.name)
    return [e for e in named if (e.kind, fold(e.name)) == sort] or [entry]


def _two(case: Case) -> tuple[Entry, Entry]:
    """Of each thing named the entry that began first, the focus of the talk before."""
    start = case.career.start
    dated = [
        [e for e in mention.entries if case.career.interval(e)]
        for mention in case.question.mentions
    ]
    named = [min(entries, key=start) for entries in dated if entries]
    rest = [e for e in case.dated if e not in named]
    if len(named) == 1:
        return (rest or named)[0], named[0]
    one, other, *_ = named or rest
    return one, other


def extreme(case: Case) -> Answer | None:
    """The longest, the latest: of what is meant, else of the jobs."""
    compose, career = case.composer, case.career
    entries = case.question.entries or career.jobs
    timed = [(span, entry) for entry in entries if (span := career.interval(entry))]
    if not timed:
        return None
    if case.has(*EXTREMES[:-1]):
        key = "latest" if case.has("latest", "later_of") else "first"
        choose = max if key == "latest" else min
        _, entry = choose(timed, key=lambda one: (one[0].first, one[0].last))
        return answered(compose.fact(key, entry))
    key = "shortest" if case.has("shortest") else "longest"
    choose = min if key == "shortest" else max
    span, entry = choose(timed, key=lambda one: (one[0].months, -one[0].first))
    return answered(compose.fact(key, entry, duration=compose.duration([span])))
