"""What went on at the same time: positions, or work beside a course of study."""

from collections.abc import Sequence
from itertools import islice, product

from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import Answer, answered
from chatkit.answering.facts import timeline
from chatkit.answering.facts.career import STAGES, Entry
from chatkit.answering.passages import Kind

MOST_PAIRS = 50
KINDS = {"study": Kind.STUDY, "volunteering": Kind.VOLUNTEERING, "job": Kind.POSITION}


def overlap(case: Case) -> Answer:
    career, compose, asked = case.career, case.composer, case.dated
    groups = _groups(case)
    if len(groups) > 1:
        return _of_two(case, groups[0], groups[1])
    if asked and len({entry.kind for entry in asked} - {Kind.POSITION}) == 1:
        return _beside(case, asked[0])
    jobs = asked if len(asked) > 1 else [j for j in career.jobs if career.interval(j)]
    spans = [span for job in jobs if (span := career.interval(job))]
    found = islice(timeline.overlaps(spans), MOST_PAIRS)
    pairs = [(jobs[one], jobs[other]) for one, other in found]
    if len(asked) == 1:
        pairs = [pair for pair in pairs if asked[0] in pair]
    if case.has("now"):
        pairs = [pair for pair in pairs if all(map(career.is_now, pair))]
    if not pairs:
        return answered(compose.claim("no_overlap", *jobs[:1]))
    pairs.sort(key=lambda pair: all(map(career.is_now, pair)))
    claims = []
    for number, (one, other) in enumerate(pairs[:3]):
        claims.append(compose.fact("overlap_more" if number else "overlap", one))
        claims.append(compose.fact("overlap_other", other))
    return answered(*with_details(claims[:2], claims[2:], 640))


def _beside(case: Case, entry: Entry) -> Answer:
    """The positions held during a degree, a project."""
    career, compose = case.career, case.composer
    during = career.interval(entry)
    jobs = [
        job
        for job in career.jobs
        if during and (span := career.interval(job)) and span.touches(during)
    ]
    if not jobs:
        return answered(compose.claim("no_job_then", entry, name=entry.title))
    key = "overlap" if case.question.yes_no else "overlap_other"
    more = (compose.fact("overlap_more", job) for job in jobs[1:3])
    return answered(compose.fact(key, jobs[0]), *more)


def _groups(case: Case) -> list[list[Entry]]:
    """The sorts of things that are asked about: by name, by what they say, by kind."""
    question, career = case.question, case.career
    groups: list[Sequence[Entry | None]] = [m.entries for m in question.mentions]
    if question.core and not question.described:
        scope = {entry.id for entry in career.of(*STAGES)}
        held = case.holding(question.core, scope)
        groups.append([career.entry(passage.id) for passage in held])
    groups += [career.of(kind) for cue, kind in KINDS.items() if case.has(cue)]
    dated = [
        [entry for entry in dict.fromkeys(group) if entry and career.interval(entry)]
        for group in groups
    ]
    return [group for group in dated if group]


def _of_two(case: Case, ones: Sequence[Entry], others: Sequence[Entry]) -> Answer:
    career, compose = case.career, case.composer
    ones = [entry for entry in ones if entry not in others] or ones
    found = []
    for one, other in product(ones, others):
        span, beside = career.interval(one), career.interval(other)
        if span and beside and one is not other:
            shared = span.common(beside)
            if shared.first < shared.last and shared.months > 1:
                found.append((shared.months, one, other))
    if not found:
        return answered(compose.claim("nothing_overlaps", ones[0], others[0]))
    found.sort(key=lambda pair: -pair[0])
    _, one, other = found[0]
    key = "overlap" if case.question.yes_no else "now"
    claims = [compose.fact(key, other), compose.fact("overlap_other", one)]
    more = [e for _, e, o in found[1:] if o is other and e is not one]
    more += [o for _, e, o in found[1:] if e is one and o is not other]
    extra = [compose.fact("overlap_more", e) for e in dict.fromkeys(more)]
    return answered(*with_details(claims, extra, 500))
