"""Questions about a time: "in 2019", "since 2015", "before Northwind Rail"."""

from collections.abc import Sequence

from chatkit.answering.extractive import compose, retrieval
from chatkit.answering.extractive.compose import Answer, Claim
from chatkit.answering.extractive.intents import positions
from chatkit.answering.extractive.question import Case, Question
from chatkit.answering.passages import Passage

SINCE = frozenset({"since", "after"})
UNTIL = frozenset({"before", "until"})
LONG_AGO = 1900


def answer_from_dates(case: Case) -> Answer | None:
    """None where the question is better answered from its terms alone."""
    return _in_years(case) if case.question.years else _beside(case)


def _in_years(case: Case) -> Answer:
    question = case.question
    first, last = _interval(question, case.this_year)
    dated = _during(case.passages, first, last, case.this_year)
    spoken = str(first) if first == last else f"{first} to {last}"
    if question.terms:
        return _with_terms(case, dated, spoken)
    topical = [p for topic in question.strong for p in topic.select(dated)]
    if found := topical or ([] if question.strong else dated):
        return Answer(compose.bullets(f"Entries for {spoken}:", found), True)
    return Answer((_nothing(spoken), compose.offers(case.passages)), False)


def _with_terms(case: Case, dated: Sequence[Passage], spoken: str) -> Answer:
    terms = case.question.terms
    hits = case.index.search(terms, case.question.topic_words)
    full = [hit for hit in hits if len(hit.covered) == len(terms)]
    if not full:
        return retrieval.answer_from_terms(case, None)
    ids = {passage.id for passage in dated}
    fitting = [h for h in full if h.passage.id in ids or h.passage.parent in ids]
    if fitting:
        fitting = fitting[: retrieval.MOST_QUOTED]
        return Answer(compose.evidence(fitting, terms), True)
    other = compose.evidence(full[:1], terms, "For another time it says:")
    return Answer((_nothing(spoken), *other), False)


def _nothing(spoken: str) -> Claim:
    return Claim(f"The résumé has no such entry for {spoken}.")


def _interval(question: Question, this_year: int) -> tuple[int, int]:
    """The first and last year asked for."""
    years = sorted(question.years)
    if len(years) > 1:
        return years[0], years[-1]
    year = years[0]
    at = next(i for i, word in enumerate(question.words) if word.exact == str(year))
    before = question.words[at - 1].exact if at else ""
    if before in SINCE:
        return year, max(year, this_year)
    if before in UNTIL:
        return LONG_AGO, year - 1
    return year, year


def _during(
    passages: Sequence[Passage], first: int, last: int, this_year: int
) -> list[Passage]:
    """Passages, without details, whose dates touch the years ``first`` to ``last``."""
    found = []
    for passage in passages:
        facts = passage.facts
        if passage.parent or not (facts.start or facts.end):
            continue
        began = int((facts.start or facts.end)[:4])
        ended = int(facts.end[:4]) if facts.end else began
        if facts.current:
            ended = max(began, this_year)
        if began <= last and ended >= first:
            found.append(passage)
    return found


def _beside(case: Case) -> Answer | None:
    """The positions that began before or after an entry that the question names."""
    question = case.question
    if len(question.terms) != 1:
        return None
    word = question.before(question.terms[0])
    hits = case.index.search(question.terms)
    named = [hit.passage for hit in hits if retrieval.is_about(hit, question)]
    if word not in ("before", "after") or not named:
        return None
    start = named[0].facts.start
    dated = [p for p in positions(case.passages) if p.facts.start and start]
    found = [
        p
        for p in dated
        if (p.facts.start < start if word == "before" else p.facts.start > start)
        and p not in named
    ]
    if not found:
        said = compose.sentence("The résumé says:", named[0])
        return Answer((Claim("The résumé has no such job."), said), False)
    asked = compose.repeat_terms(question.text, question.terms)
    lead = f"Jobs in the résumé that began {word} {asked}:"
    return Answer(compose.bullets(lead, found), True)
