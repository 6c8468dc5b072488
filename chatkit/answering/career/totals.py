"""How long something lasted, summed up: all positions, or those that say a word."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from chatkit.answering.extractive.case import Case, with_details
from chatkit.answering.extractive.compose import Answer, Claim, answered, unsaid
from chatkit.answering.facts import timeline
from chatkit.answering.facts.career import Entry
from chatkit.answering.facts.evidence import passages_with
from chatkit.answering.facts.timeline import Interval
from chatkit.answering.passages import Kind
from chatkit.answering.questions.kinds import MOST_ITEMS
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words


def each_stay(case: Case) -> Answer | None:
    """ "How long at each company?"."""
    career, compose = case.career, case.composer
    stays: dict[str, list[Entry]] = {}
    for job in career.jobs:
        if career.interval(job):
            stays.setdefault(fold(job.name), []).append(job)
    claims = []
    for jobs in list(stays.values())[:MOST_ITEMS]:
        lasted = compose.duration(_spans(case, jobs))
        text = compose.phrases["sourced"].format(source=jobs[0].name, text=lasted)
        passages = tuple(job.passage for job in jobs)
        claims.append(Claim(f"{text}.", passages, bullet=True))
    return answered(*claims) if claims else None


def years_asked(case: Case) -> int:
    """The ten of "more than ten years?"; 0 where none are asked."""
    question = case.question
    years = {fold(word) for word in question.language.dates["year"].split()}
    pairs = zip(question.words, question.words[1:], strict=False)
    counts = (
        question.language.number(n.fold) for n, word in pairs if word.fold in years
    )
    return next(filter(None, counts), 0) if question.yes_no else 0


def weighed(case: Case, claim: Claim, spans: Iterable[Interval]) -> Claim:
    """Led by yes or no where the question says how many years it should be."""
    asked = years_asked(case)
    if not asked:
        return claim
    months = sum(one.months for one in timeline.union(spans))
    lead = case.composer.phrases["yes" if months >= 12 * asked else "no"]
    word = lead.partition(":")[0].strip()
    return replace(claim, text=f"{word}, {claim.text[:1].lower()}{claim.text[1:]}")


def _spans(case: Case, entries: Iterable[Entry]) -> list[Interval]:
    return [span for e in entries if (span := case.career.interval(e))]


def _lasting(case: Case, key: str, jobs: Sequence[Entry]) -> Claim:
    """How long they lasted together, beside the first of them."""
    compose, spans = case.composer, _spans(case, jobs)
    first = min(jobs, key=case.career.start)
    claim = compose.fact(key, first, duration=compose.duration(spans))
    return weighed(case, claim, spans)


def summed_up(case: Case, entries: Sequence[Entry]) -> Answer:
    """How long they lasted together, and which they are."""
    first = min(entries, key=case.career.start)
    more = [case.composer.fact("now", e) for e in entries if e is not first][:2]
    return answered(*with_details([_lasting(case, "duration", entries)], more))


def total(case: Case) -> Answer:
    """All positions, what overlaps counted once; and what the résumé itself says."""
    career, compose = case.career, case.composer
    if years_asked(case):
        question = case.question
        number = question.language.number
        terms = tuple(t for t in question.terms if not number(t.folds[0]))
        case = replace(case, question=replace(question, terms=terms))
    if case.question.core:
        return how_long_of(case) or unsaid(compose.claim("not_said_number"))
    jobs = [j for j in career.jobs if career.interval(j) and not career.is_future(j)]
    if not jobs:
        return unsaid(compose.claim("no_job_at_all"))
    key = "total" if len(jobs) > 1 else "total_exact"
    claims = [_lasting(case, key, jobs)]
    said = passages_with(case.index, "years", (Kind.STATEMENT,))
    more = [compose.quotation_of(p, text) for p, text in said[:1]]
    return answered(*with_details(claims, more))


def how_long_of(case: Case) -> Answer | None:
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
    return summed_up(case, titled or jobs)


def _is_titled(case: Case, entry: Entry, wanted: list[str]) -> bool:
    """Whether its title says it; a deputy's says so only to who asks for a deputy."""
    facts = entry.passage.facts
    title = f"{facts.title} {facts.organization}"
    words = {fold(word.text) for word in split_words(title)}
    if words.isdisjoint(wanted):
        return False
    asked = {word.key for word in case.question.words}
    return not any(
        one.lesser_keys & {*one.keys(title)} - asked for one in case.index.languages
    )
