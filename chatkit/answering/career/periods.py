"""What filled a time: what the résumé lists for it, or the gap that it leaves."""

from collections.abc import Iterable, Sequence

from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import Answer, Claim, answered, unsaid
from chatkit.answering.facts import timeline
from chatkit.answering.facts.career import DATED, STAGES, Entry
from chatkit.answering.facts.evidence import PERSONAL, passages_with
from chatkit.answering.facts.timeline import FOREVER, Interval
from chatkit.answering.passages import Kind
from chatkit.answering.questions.period import Period


def gap(case: Case) -> Answer:
    """Breaks that the résumé names, else the times without a position."""
    career, compose, period = case.career, case.composer, case.question.period
    asked = period.interval if period else Interval(0, FOREVER)
    claims: list[Claim] = []
    breaks = [e for e in career.stints if e.is_break and _touches(case, e, asked)]
    for one in breaks[:3]:
        claims.append(compose.fact("now", one))
        if prose := one.passage.facts.prose:
            claims.append(compose.quotation_of(one.passage, prose))
    if claims:
        return answered(*with_details(claims[:1], claims[1:]))
    if holes := _holes(case, career.jobs, asked):
        return _empty(case, holes)
    if period:
        return _listed(case, period)
    return answered(compose.claim("no_gaps", *career.jobs[:1]))


def in_period(case: Case, period: Period) -> Answer:
    """Everything that touches a time; of "between May 2018 and June 2020", where one
    thing ended and another began, only what lies between."""
    career, asked = case.career, period.interval
    inner = Interval(asked.first + 1, asked.last - 1)
    beside = career.of(Kind.VOLUNTEERING, Kind.PROJECT)
    begun = [e for e in beside if asked.first <= career.start(e) <= asked.last]
    fill = [*career.stints, *career.of(Kind.STUDY), *begun]
    filled = inner.first >= inner.last or any(_touches(case, e, inner) for e in fill)
    holes = [] if filled else _holes(case, fill, asked)
    return _empty(case, holes) if holes else _listed(case, period)


def _touches(case: Case, entry: Entry, time: Interval) -> bool:
    span = case.career.interval(entry)
    return bool(span and span.touches(time))


def _holes(case: Case, fill: Iterable[Entry], asked: Interval) -> list[Interval]:
    spans = [span for entry in fill if (span := case.career.interval(entry))]
    return [hole for hole in timeline.gaps(spans) if hole.touches(asked)]


def _empty(case: Case, holes: Sequence[Interval]) -> Answer:
    """What explains a time without a position, and what went on in it."""
    career, compose = case.career, case.composer
    said = passages_with(case.index, "gap", PERSONAL)
    claims = [compose.quotation_of(p, text) for p, text in said[:1]]
    beside = [e for e in career.by_time(career.of(*STAGES)) if e.kind != Kind.POSITION]
    for hole in holes[-3:]:
        start, end = compose.month(hole.first), compose.month(hole.last)
        claims.append(compose.claim("gap_bare", start=start, end=end))
        then = [entry for entry in beside if _touches(case, entry, hole)]
        claims += [compose.fact("gap_other", entry) for entry in then[:2]]
    return answered(*with_details(claims[:2], claims[2:], 500))


def _listed(case: Case, period: Period) -> Answer:
    """Everything of a time: positions first."""
    career, compose = case.career, case.composer
    asked: list[str] = [kind for kind in DATED if case.has(kind)]
    asked += [Kind.POSITION] * case.has("job", "employer", "title")
    order = [Kind.POSITION, Kind.STUDY, Kind.VOLUNTEERING, *DATED]
    found = [
        entry
        for entry in career.by_time(career.of(*(asked or DATED)))
        if _touches(case, entry, period.interval)
    ]
    found.sort(key=lambda entry: min(order.index(Kind(entry.kind)), 3))
    if not found:
        return unsaid(compose.claim("nothing_then", period=period.text))
    if len(found) == 1:
        details = [compose.quotation(p) for p in found[0].details[:1]]
        return answered(*with_details([compose.fact("now", found[0])], details))
    return answered(compose.claim("period", period=period.text), *compose.items(found))
