"""Time itself: how long, in total, gaps, overlaps, which came first, a year."""

from chatkit.answering.career.comparison import EXTREMES, compare, extreme
from chatkit.answering.career.dates import on_date
from chatkit.answering.career.overlaps import overlap
from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import Answer, Claim, answered, unsaid
from chatkit.answering.facts import timeline
from chatkit.answering.facts.career import DATED, STAGES, Entry
from chatkit.answering.facts.evidence import passages_with
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
    compares = case.has("first_of", "later_of", "longer", "compare") or _chooses(case)
    of_many = not question.mentions and len(question.entries) > SEVERAL
    if compares and len(case.dated) >= SEVERAL and not of_many:
        return compare(case)
    chosen = question.is_follow_up and len(question.entries) > 1
    if case.has("longest", "shortest") or (chosen and case.has(*EXTREMES)):
        return extreme(case)
    if case.has("total") and not question.entries and not question.period:
        return total(case)
    if case.has("how_long", "since") and not question.entries:
        is_now = case.has("now") and not question.core
        return None if is_now else _how_long_of(case)
    if found := on_date(case):
        return found
    if question.period and not question.core:
        return in_period(case, question.period)
    return None


def _chooses(case: Case) -> bool:
    """ "before or after": "was that before her internship?"."""
    question = case.question
    several = SEVERAL - question.is_follow_up
    beside = case.has("before", "after", "previous")
    return beside and question.yes_no and len(question.mentions) >= several


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
    beside = [e for e in career.by_time(career.of(*STAGES)) if e.kind != Kind.POSITION]
    for hole in empty[-3:]:
        start, end = compose.month(hole.first), compose.month(hole.last)
        claims.append(compose.claim("gap_bare", start=start, end=end))
        then = [entry for entry in beside if touches(entry, hole)]
        claims += [compose.fact("gap_other", entry) for entry in then[:2]]
    return answered(*with_details(claims[:2], claims[2:], 500))


def total(case: Case) -> Answer:
    """All positions, what overlaps counted once; and what the résumé itself says."""
    career, compose = case.career, case.composer
    if case.question.core:
        return _how_long_of(case) or unsaid(compose.claim("not_said_number"))
    jobs = [j for j in career.jobs if career.interval(j) and not career.is_future(j)]
    if not jobs:
        return unsaid(compose.claim("no_job_at_all"))
    key = "total" if len(jobs) > 1 else "total_exact"
    claims = [compose.lasting(key, jobs)]
    said = passages_with(case.index, "years", (Kind.STATEMENT,))
    more = [compose.quotation_of(p, text) for p, text in said[:1]]
    return answered(*with_details(claims, more))


def _how_long_of(case: Case) -> Answer | None:
    """ "How long has she been freelancing?", "how many years of Python?"."""
    career, compose, core = case.career, case.composer, case.question.core
    if not core:
        return None if case.question.is_follow_up else total(case)
    held = case.holding(core)
    if not held:
        return None
    found = (career.entry(passage.id) for passage in held)
    jobs = [
        entry
        for entry in dict.fromkeys(found)
        if entry and entry.kind == Kind.POSITION and career.interval(entry)
    ]
    wanted = case.words_of(core)
    titled = [entry for entry in jobs if _is_titled(case, entry, wanted)]
    years = dict(passages_with(case.index, "years"))
    said = [passage for passage in held if passage in years]
    if said and not titled:
        return answered(compose.quotation_of(said[0], years[said[0]]))
    if not jobs:
        return answered(compose.quotation(held[0], wanted))
    jobs = titled or jobs
    earliest = min(jobs, key=career.start)
    more = [compose.fact("now", e) for e in jobs if e is not earliest][:2]
    return answered(*with_details([compose.lasting("duration", jobs)], more))


def _is_titled(case: Case, entry: Entry, wanted: list[str]) -> bool:
    """Whether its title says it; a deputy's says so only to who asks for a deputy."""
    title = entry.passage.facts.title
    words = {fold(word.text) for word in split_words(title)}
    if words.isdisjoint(wanted):
        return False
    asked = {word.key for word in case.question.words}
    return not any(
        one.lesser_keys & {*one.keys(title)} - asked for one in case.index.languages
    )


def in_period(case: Case, period: Period) -> Answer:
    """Everything that touches a time: positions first."""
    career, compose = case.career, case.composer
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
