"""What went on at the same time: positions, or work beside a course of study."""

from collections.abc import Sequence
from itertools import islice, product

from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import Answer, answered
from chatkit.answering.facts import timeline
from chatkit.answering.facts.career import STAGES, Entry
from chatkit.answering.facts.terms import covers
from chatkit.answering.passages import Kind

SEVERAL = 2
MOST_PAIRS = 50
KINDS = {"study": Kind.STUDY, "volunteering": Kind.VOLUNTEERING, "job": Kind.POSITION}


def overlap(case: Case) -> Answer:
    career, compose = case.career, case.composer
    if groups := _groups(case):
        return _of_two(case, *groups)
    asked = case.dated
    if asked and len({entry.kind for entry in asked} - {Kind.POSITION}) == 1:
        return _beside(case, asked[0])
    jobs = (
        asked
        if len(asked) >= SEVERAL
        else [j for j in career.jobs if career.interval(j)]
    )
    spans = [span for job in jobs if (span := career.interval(job))]
    pairs = list(islice(timeline.overlaps(spans), MOST_PAIRS))
    if len(asked) == 1:
        pairs = [pair for pair in pairs if asked[0] in (jobs[pair[0]], jobs[pair[1]])]
    if case.has("now"):
        pairs = [p for p in pairs if all(career.is_now(jobs[at]) for at in p)]
    if not pairs:
        return Answer((compose.claim("no_overlap", *jobs[:1]),), True)
    pairs.sort(
        key=lambda pair: career.is_now(jobs[pair[0]]) and career.is_now(jobs[pair[1]])
    )
    claims = []
    for number, (one, other) in enumerate(pairs[:3]):
        claims.append(compose.fact("overlap_more" if number else "overlap", jobs[one]))
        claims.append(compose.fact("overlap_other", jobs[other]))
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
        return Answer((compose.claim("no_job_then", entry, name=entry.title),), True)
    key = "overlap" if case.question.yes_no else "overlap_other"
    claims = [compose.fact(key, jobs[0])]
    return answered(*claims, *(compose.fact("overlap_more", job) for job in jobs[1:3]))


def _groups(case: Case) -> tuple[Sequence[Entry], Sequence[Entry]] | None:
    """Two sorts of things that are asked about: by kind, by name, by what they say."""
    question, career = case.question, case.career
    named = [mention.entries for mention in question.mentions]
    kinds = [career.of(kind) for cue, kind in KINDS.items() if case.has(cue)]
    said = []
    if question.core and not question.described:
        scope = {entry.id for entry in career.of(*STAGES)}
        hits = case.index.search(question.core, question.language, scope)
        full = [hit for hit in hits if covers([hit], question.core) == 1]
        said = [[e for hit in full if (e := career.entry(hit.passage.id))]]
    groups = [
        [entry for entry in dict.fromkeys(group) if career.interval(entry)]
        for group in (*named, *said, *kinds)
    ]
    groups = [group for group in groups if group]
    if len(groups) < SEVERAL:
        return None
    first, second = groups[:SEVERAL]
    return [e for e in first if e not in second] or first, second


def _of_two(case: Case, ones: Sequence[Entry], others: Sequence[Entry]) -> Answer:
    career, compose = case.career, case.composer
    found = []
    for one, other in product(ones, others):
        span, beside = career.interval(one), career.interval(other)
        if span and beside and one is not other and span.common(beside).months > 1:
            shared = span.common(beside)
            if shared.first < shared.last:
                found.append((shared.months, one, other))
    if not found:
        none = compose.claim("nothing_overlaps", ones[0], others[0])
        return Answer((none,), True)
    found.sort(key=lambda pair: -pair[0])
    _, one, other = found[0]
    key = "overlap" if case.question.yes_no else "now"
    claims = [compose.fact(key, other), compose.fact("overlap_other", one)]
    more = [e for _, e, o in found[1:] if o is other and e is not one]
    more += [o for _, e, o in found[1:] if e is one and o is not other]
    extra = [compose.fact("overlap_more", e) for e in dict.fromkeys(more)]
    return answered(*with_details(claims, extra, 500))
