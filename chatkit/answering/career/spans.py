"""Time itself: how long, in total, gaps, overlaps, which came first, a year."""

from collections.abc import Sequence

from chatkit.answering.career.comparison import EXTREMES, compare, extreme
from chatkit.answering.career.dates import on_date
from chatkit.answering.career.overlaps import overlap
from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import Answer, Claim, answered
from chatkit.answering.facts import timeline
from chatkit.answering.facts.career import DATED, STAGES, Entry
from chatkit.answering.facts.evidence import passages_with
from chatkit.answering.facts.terms import Hit, covers
from chatkit.answering.facts.timeline import FOREVER, Interval
from chatkit.answering.passages import Kind
from chatkit.answering.questions.period import Period
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words

SEVERAL = 2


def answer_span(case: Case) -> Answer | None:
    question = case.question
    if case.has("gap") and not case.has("overlap"):
        return gap(case)
    if case.has("overlap", "while"):
        return overlap(case)
    if (
        (case.has("first_of", "later_of", "longer", "compare") or _chooses(case))
        and len(case.dated) >= SEVERAL
        and not _of_many(case)
    ):
        return compare(case)
    if case.has("longest", "shortest") or (
        question.is_follow_up and case.has(*EXTREMES) and len(question.entries) > 1
    ):
        return extreme(case)
    if case.has("total") and not question.entries and not question.period:
        return total(case)
    if case.has("how_long", "since") and not question.entries:
        if (
            case.has("now")
            and case.has("job", "title", "employer")
            and not question.core
        ):
            return None
        return _how_long_of(case)
    if found := on_date(case):
        return found
    if question.period and not _asks_details(case):
        return in_period(case, question.period)
    return None


def _of_many(case: Case) -> bool:
    """A list to choose from, not two things."""
    return not case.question.mentions and len(case.question.entries) > SEVERAL


def _chooses(case: Case) -> bool:
    """ "before or after": "was that before her internship?"."""
    return (
        case.has("before", "after", "previous")
        and len(case.question.mentions) >= 1
        and (case.question.is_follow_up or len(case.question.mentions) >= SEVERAL)
        and case.question.yes_no
    )


def _asks_details(case: Case) -> bool:
    return bool(case.question.core) and not case.has("gap")


def gap(case: Case) -> Answer:
    """Breaks that the résumé names, else the times without a position."""
    career, compose = case.career, case.composer
    asked = (
        case.question.period.interval if case.question.period else Interval(0, FOREVER)
    )
    breaks = [
        stint
        for stint in career.stints
        if stint.is_break and (span := career.interval(stint)) and span.touches(asked)
    ]
    if breaks:
        claims = []
        for one in breaks[:3]:
            claims.append(compose.fact("now", one))
            if one.passage.facts.prose:
                claims.append(
                    compose.quotation_of(one.passage, one.passage.facts.prose)
                )
        return answered(*with_details(claims[:1], claims[1:]))
    spans = [span for job in career.jobs if (span := career.interval(job))]
    empty = [one for one in timeline.gaps(spans) if one.touches(asked)]
    if not empty:
        if case.question.period:
            return in_period(case, case.question.period)
        return Answer((compose.claim("no_gaps", *career.jobs[:1]),), True)
    claims = []
    for hole in empty[-3:]:
        start, end = compose.month(hole.first), compose.month(hole.last)
        claims.append(compose.claim("gap_bare", start=start, end=end))
        claims += [
            compose.fact("gap_other", entry)
            for entry in career.by_time(career.of(*STAGES))
            if entry.kind != Kind.POSITION
            and (span := career.interval(entry))
            and span.touches(hole)
        ][:2]
    return answered(*with_details(claims[:2], claims[2:], 500))


def total(case: Case) -> Answer:
    """All positions, what overlaps counted once; and what the résumé itself says."""
    career, compose = case.career, case.composer
    core = case.question.core
    if core:
        return _how_long_of(case) or Answer((compose.claim("not_said_number"),), False)
    jobs = [
        job for job in career.jobs if career.interval(job) and not career.is_future(job)
    ]
    if not jobs:
        return Answer((compose.claim("no_job_at_all"),), False)
    spans = [span for job in jobs if (span := career.interval(job))]
    first = min(jobs, key=career.start)
    key = "total" if len(jobs) > 1 else "total_exact"
    claims = [compose.fact(key, first, duration=compose.duration(spans))]
    said = passages_with(case.index, "years", (Kind.STATEMENT,))
    more = [compose.quotation_of(p, text) for p, text in said[:1]]
    return answered(*with_details(claims, more))


def _how_long_of(case: Case) -> Answer | None:
    """ "How long has she been freelancing?", "how many years of Python?"."""
    question, career, compose = case.question, case.career, case.composer
    core = question.core
    if not core:
        return total(case) if not question.is_follow_up else None
    hits = [
        h for h in case.index.search(core, question.language) if covers([h], core) == 1
    ]
    if not hits:
        return None
    years = {p.id: text for p, text in passages_with(case.index, "years")}
    said = [hit for hit in hits if hit.passage.id in years]
    entries = _entries(case, hits)
    jobs = [e for e in entries if e.kind == Kind.POSITION and career.interval(e)]
    wanted = [word for term in core for word in case.index.words_of(term)]
    named = [e for e in jobs if _is_titled(e, wanted)]
    titled = named or jobs
    claims: list[Claim] = []
    if said and not named:
        claims += [compose.quotation_of(said[0].passage, years[said[0].passage.id])]
    elif titled:
        spans = [span for e in titled if (span := career.interval(e))]
        longest = min(titled, key=career.start)
        claims.append(
            compose.fact("duration", longest, duration=compose.duration(spans))
        )
        claims += [compose.fact("now", e) for e in titled if e is not longest][:2]
    else:
        claims.append(
            compose.quotation(hits[0].passage, [f for t in core for f in t.folds])
        )
    return answered(*with_details(claims[:1], claims[1:]))


def _is_titled(entry: Entry, wanted: Sequence[str]) -> bool:
    words = {fold(word.text) for word in split_words(entry.passage.facts.title)}
    return not words.isdisjoint(wanted)


def _entries(case: Case, hits: Sequence[Hit]) -> list[Entry]:
    found = (case.career.entry(hit.passage.id) for hit in hits)
    return list(dict.fromkeys(entry for entry in found if entry))


def in_period(case: Case, period: Period) -> Answer:
    """Everything that touches a time: positions first."""
    career, compose = case.career, case.composer
    kinds = _kinds_asked(case)
    order = {
        kind: at
        for at, kind in enumerate((Kind.POSITION, Kind.STUDY, Kind.VOLUNTEERING))
    }
    found = [
        entry
        for entry in career.by_time(career.of(*kinds))
        if (span := career.interval(entry)) and span.touches(period.interval)
    ]
    found.sort(key=lambda entry: order.get(Kind(entry.kind), 3))
    if not found:
        return Answer((compose.claim("nothing_then", period=period.text),), False)
    if len(found) == 1:
        one = found[0]
        details = [compose.quotation(p) for p in one.details[:1]]
        return answered(*with_details([compose.fact("now", one)], details))
    return answered(compose.claim("period", period=period.text), *compose.items(found))


def _kinds_asked(case: Case) -> Sequence[str]:
    topics = [kind for kind in DATED if case.has(kind)]
    if case.has("job", "employer", "title"):
        topics.append(Kind.POSITION)
    return topics or DATED
