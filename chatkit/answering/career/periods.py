"""What filled a time: what the résumé lists for it, or the gap that it leaves."""

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

    def touches(entry: Entry, time: Interval) -> bool:
        span = career.interval(entry)
        return bool(span and span.touches(time))

    claims: list[Claim] = []
    for one in [e for e in career.stints if e.is_break and touches(e, asked)][:3]:
        claims.append(compose.fact("now", one))
        if prose := one.passage.facts.prose:
            claims.append(compose.quotation_of(one.passage, prose))
    if claims:
        return answered(*with_details(claims[:1], claims[1:]))
    spans = [span for job in career.jobs if (span := career.interval(job))]
    empty = [one for one in timeline.gaps(spans) if one.touches(asked)]
    if not empty:
        if period:
            return in_period(case, period)
        return answered(compose.claim("no_gaps", *career.jobs[:1]))
    said = passages_with(case.index, "gap", PERSONAL)
    claims += [compose.quotation_of(p, text) for p, text in said[:1]]
    beside = [e for e in career.by_time(career.of(*STAGES)) if e.kind != Kind.POSITION]
    for hole in empty[-3:]:
        start, end = compose.month(hole.first), compose.month(hole.last)
        claims.append(compose.claim("gap_bare", start=start, end=end))
        then = [entry for entry in beside if touches(entry, hole)]
        claims += [compose.fact("gap_other", entry) for entry in then[:2]]
    return answered(*with_details(claims[:2], claims[2:], 500))


def _is_gap(case: Case, asked: Interval) -> bool:
    """ "Between May 2018 and June 2020" where one job ended and another began."""
    career = case.career
    inner = Interval(asked.first + 1, asked.last - 1)
    begun = [
        entry
        for entry in career.of(Kind.VOLUNTEERING, Kind.PROJECT)
        if asked.first <= career.start(entry) <= asked.last
    ]
    fill = [*career.stints, *career.of(Kind.STUDY), *begun]
    spans = [span for entry in fill if (span := career.interval(entry))]
    empty = inner.first < inner.last and not any(one.touches(inner) for one in spans)
    return empty and any(one.touches(asked) for one in timeline.gaps(spans))


def in_period(case: Case, period: Period) -> Answer:
    """Everything that touches a time: positions first."""
    career, compose = case.career, case.composer
    if _is_gap(case, period.interval):
        return gap(case)
    asked: list[str] = [kind for kind in DATED if case.has(kind)]
    asked += [Kind.POSITION] * case.has("job", "employer", "title")
    order = [Kind.POSITION, Kind.STUDY, Kind.VOLUNTEERING, *DATED]
    found = [
        entry
        for entry in career.by_time(career.of(*(asked or DATED)))
        if (span := career.interval(entry)) and span.touches(period.interval)
    ]
    found.sort(key=lambda entry: min(order.index(Kind(entry.kind)), 3))
    if not found:
        return unsaid(compose.claim("nothing_then", period=period.text))
    if len(found) == 1:
        details = [compose.quotation(p) for p in found[0].details[:1]]
        return answered(*with_details([compose.fact("now", found[0])], details))
    return answered(compose.claim("period", period=period.text), *compose.items(found))
