"""Questions about a time: "in 2019", "since 2015", "before Northwind Rail"."""

from collections.abc import Sequence

from chatkit.answering.extractive import compose, retrieval, selectors
from chatkit.answering.extractive.answer import Answer, Claim
from chatkit.answering.extractive.questions import Question
from chatkit.answering.extractive.ranking import Index
from chatkit.answering.extractive.selection import MOST, is_about
from chatkit.answering.passages import Passage

SINCE = frozenset({"since", "after"})
UNTIL = frozenset({"before", "until"})
LONG_AGO = 1900


def find(
    question: Question, index: Index, passages: Sequence[Passage], this_year: int
) -> Answer | None:
    """None where the question names no time, or one that is better looked up."""
    if question.years:
        return _in_years(question, index, passages, this_year)
    return _beside(question, index, passages)


def _in_years(
    question: Question, index: Index, passages: Sequence[Passage], this_year: int
) -> Answer:
    first, last = _span(question, this_year)
    dated = selectors.during(passages, first, last, this_year)
    spoken = str(first) if first == last else f"{first} to {last}"
    if question.groups:
        return _named_in_years(question, index, passages, dated, spoken)
    topical = [p for topic in question.strong for p in topic.pick(dated)]
    if found := topical or ([] if question.strong else dated):
        return Answer(compose.several(f"Entries for {spoken}:", found), True)
    nothing = Claim(f"The résumé has no such entry for {spoken}.")
    return Answer((nothing, compose.offers(passages)), False)


def _named_in_years(
    question: Question,
    index: Index,
    passages: Sequence[Passage],
    dated: Sequence[Passage],
    spoken: str,
) -> Answer:
    """Both the words and the time have to fit; what fits by words alone comes after."""
    hits = index.search(question.groups, question.extra)
    full = [hit for hit in hits if len(hit.covered) == len(question.groups)]
    if not full:
        return retrieval.find(question, index, passages, None)
    ids = {passage.id for passage in dated}
    fitting = [h for h in full if h.passage.id in ids or h.passage.parent in ids]
    if fitting:
        return Answer(compose.evidence(fitting[:MOST], question.groups), True)
    nothing = Claim(f"The résumé has no such entry for {spoken}.")
    other = compose.evidence(full[:1], question.groups, "For another time it says:")
    return Answer((nothing, *other), False)


def _span(question: Question, this_year: int) -> tuple[int, int]:
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


def _beside(
    question: Question, index: Index, passages: Sequence[Passage]
) -> Answer | None:
    """The jobs before or after an entry the question names."""
    order = {"before": selectors.earlier, "after": selectors.later}
    if len(question.groups) != 1:
        return None
    word = question.before(question.groups[0])
    named = [
        hit.passage for hit in index.search(question.groups) if is_about(hit, question)
    ]
    if word not in order or not named:
        return None
    others = [job for job in selectors.jobs(passages) if job not in named]
    found = order[word](others, named[0])
    asked = compose.named(question.text, question.groups)
    lead = f"Jobs in the résumé that began {word} {asked}:"
    if found:
        return Answer(compose.several(lead, found), True)
    nothing = Claim("The résumé has no such job.")
    return Answer((nothing, compose.one("The résumé says:", named[0])), False)
