"""When and how long, of entries that are named or meant."""

from collections.abc import Sequence
from dataclasses import replace

from chatkit.answering.career.totals import weighed
from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, answered
from chatkit.answering.extractive.stance import is_partial
from chatkit.answering.facts import timeline
from chatkit.answering.facts.career import STAGES, Entry
from chatkit.answering.facts.timeline import FOREVER, Interval
from chatkit.answering.passages import Kind
from chatkit.answering.questions.terms import LIGHT

CHANGES = ("started", "ended")


def of_the_job(case: Case) -> Answer | None:
    """ "When does her contract end?": of the current position."""
    asked = case.has("until", "since", "ended", "started") or (
        case.has("when", "how_long") and case.has("now")
    )
    if (
        case.question.core
        or not asked
        or not case.has("job", "now", "title", "employer")
    ):
        return None
    career = case.career
    begun = case.has("started") and case.question.past and not case.has("now")
    jobs = career.jobs[-1:] if begun else career.current[:1] or career.jobs[:1]
    if not jobs:
        return None
    of_job = replace(case, question=replace(case.question, entries=tuple(jobs)))
    return how_long(of_job) if case.has("how_long") else when(of_job)


def how_long(case: Case) -> Answer | None:
    compose, entries = case.composer, case.dated
    if not entries:
        return _undated(case)
    first, mentions = entries[0], case.question.mentions
    mentioned = mentions[0].entries if mentions else ()
    if case.question.described:  # "in Poland"
        lasting = [e for e in entries if e.kind == first.kind]
    else:
        lasting = [e for e in entries if e in mentioned and e.name == first.name]
    lasting = [e for e in lasting or [first] if e.kind in STAGES]
    if not lasting:
        return when(case)
    spans = [span for e in lasting if (span := _so_far(case, e))]
    lasted = compose.fact("duration", lasting[0], duration=compose.duration(spans))
    claims = [weighed(case, lasted, spans)]
    claims += [compose.fact("now", one) for one in lasting[1:3]]
    return answered(*claims)


def _so_far(case: Case, entry: Entry) -> Interval | None:
    """A post that ends next year has lasted until today."""
    span, today = case.career.interval(entry), case.career.today
    if (
        span
        and case.career.is_now(entry)
        and entry.kind in (Kind.POSITION, Kind.VOLUNTEERING)
    ):
        return replace(span, last=min(span.last, today))
    return span


def _undated(case: Case) -> Answer:
    entry = case.question.entries[0]
    return Answer((case.composer.claim("no_dates", entry, name=entry.name),), False)


def when(case: Case) -> Answer | None:
    career, compose = case.career, case.composer
    dated = [e for e in case.question.entries if career.interval(e)]
    if not dated:
        return _undated(case)
    entry = dated[0]
    facts = entry.passage.facts
    if case.has("ended", "until", "graduation") and entry.kind in STAGES:
        if case.question.yes_no and case.has("ended"):
            return _finished(case, entry)
        if not facts.end:
            return answered(compose.fact("no_end_date", entry))
        if is_partial(case, entry.passage.text):
            return answered(compose.fact("now", entry))
        entry = max(
            dated, key=lambda e: e.passage.facts.end if e.name == dated[0].name else ""
        )
        end = compose.date(entry.passage.facts.end)
        stated = compose.stated("ended", entry, dated=False)
        return answered(compose.claim("ended", entry, end=end, statement=stated))
    if case.has("started", "since") and entry.name:
        same = [e for e in dated if e.name == entry.name and e.kind == entry.kind]
        entry = min(same, key=career.start)
        return answered(compose.when("since", entry, compose.span_start(entry)))
    several = case.question.listed == case.question.entries
    return answered(*(compose.when("when_in", e) for e in dated[: 3 if several else 1]))


def _finished(case: Case, entry: Entry) -> Answer:
    """ "Has she finished her master?", "did he leave Hill Clinic?"."""
    career, compose = case.career, case.composer
    if career.is_now(entry) or career.is_future(entry):
        key = "not_finished" if entry.kind == Kind.STUDY else "still_no"
    else:
        key = "now" if is_partial(case, entry.passage.text) else "still_yes"
    return answered(compose.fact(key, entry))


def on_date(case: Case) -> Answer | None:
    """ "Did she leave Hill Clinic in 2023?", "she has been there since 2018, right?"."""
    question = case.question
    stays = [e for e in case.dated if e.kind in STAGES]
    if not (question.yes_no and question.period and stays):
        return None
    asked = question.period.interval
    since, beyond = asked.last == FOREVER, any(t.weight > LIGHT for t in case.beyond)
    if not (since or beyond or case.has(*CHANGES)):
        return _was_then(case, stays, asked)
    if not (since or case.has(*CHANGES)) or (question.described and not since):
        return None
    facts = stays[0].passage.facts
    stated = facts.end if case.has("ended") else facts.start
    if not stated:
        return answered(case.composer.fact("still_no", stays[0]))
    month = timeline.parse(stated)
    last = asked.first + 11 * (asked.first % 12 == 0) if since else asked.last
    key = "still_yes" if asked.first <= month <= last else "still_no"
    return answered(case.composer.fact(key, stays[0]))


def _was_then(case: Case, stays: Sequence[Entry], asked: Interval) -> Answer:
    """ "Did she work in Leeds in 2019?"."""
    spans = {entry: case.career.interval(entry) for entry in stays}
    there = [e for e, span in spans.items() if span and span.touches(asked)]
    key = "still_yes" if there else "still_no"
    return answered(case.composer.fact(key, (there or stays)[0]))
