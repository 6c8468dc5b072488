"""Passages that hold what is asked, best first, and what is said of one that is close."""

from collections.abc import Sequence

from chatkit.answering.extractive.case import Case, Scope
from chatkit.answering.extractive.compose import Answer, unsaid
from chatkit.answering.extractive.quoting import counts, has_number
from chatkit.answering.facts.career import DATED
from chatkit.answering.facts.index import CODED, CONCEPT, MEMBER
from chatkit.answering.facts.terms import Hit, Term, covers
from chatkit.answering.passages import Kind, Passage
from chatkit.answering.questions.terms import LIGHT
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words

SOME = 0.25  # part of what is asked that the closest passage holds
PLACED = ("where", "when", "since", "how_long", "who")  # a list of skills does not say
BONUS = {Kind.SKILL: 0.3, Kind.POSITION: 0.05, Kind.PROJECT: 0.05}


def ranked_hits(case: Case, terms: Sequence[Term], scope: Scope) -> list[Hit]:
    question = case.question
    hits = case.search(terms, scope)
    hits = [hit for hit in hits if not _is_of_referee(case, terms, hit)]
    if not question.has("language"):
        hits = [hit for hit in hits if _is_asked(terms, hit.passage)]
    if question.period:
        hits = [hit for hit in hits if _in_time(case, hit.passage)] or hits
    if question.has("now"):
        hits = [hit for hit in hits if _is_current(case, hit.passage)] or hits
    if question.has(*PLACED):
        hits = [hit for hit in hits if hit.passage.kind in DATED] or hits
    largest = question.has("largest")
    things = [term for term in terms if "leading" not in term.concepts]
    telling = [term for term in things if term.weight > LIGHT] or things
    counting = question.has("how_many") or largest
    counted = case.words_of(things[:2]) if counting else []
    first = case.words_of(telling[:1]) if counting else []

    def rank(hit: Hit) -> float:
        passage = hit.passage
        bonus = BONUS.get(Kind(passage.kind), 0.0) * (not passage.parent)
        bonus += question.has("job", "employer") and passage.kind == Kind.POSITION
        if (counting or question.has("how_much")) and has_number(passage, case.known):
            many = counts(passage, counted, case.known)
            bonus += (
                1.5
                + bool(many)
                + bool(counts(passage, first, case.known))
                + (min(many / 1_000, 1.0) if largest else 0.0)
            )
            bonus += 0.5 * (not question.past and _is_current(case, passage))
        return len(hit.covered) / len(terms) * 2 + hit.score / hits[0].score + bonus

    return sorted(hits[:60], key=rank, reverse=True)


def _is_asked(terms: Sequence[Term], passage: Passage) -> bool:
    """ "Does she present?" is not answered by "Swedish: native speaker"."""
    concepts = [concept for term in terms for concept in term.concepts]
    return passage.kind != Kind.LANGUAGE or any(c.startswith(CODED) for c in concepts)


def _is_of_referee(case: Case, terms: Sequence[Term], hit: Hit) -> bool:
    """Whether what was found is the title of somebody who speaks for the person."""
    if hit.passage.kind != Kind.REFERENCE or case.has("who", "reference"):
        return False
    said = {fold(word.text) for word in split_words(hit.passage.facts.prose)}
    found = [terms[at] for at in hit.covered if not terms[at].named]
    return bool(found) and said.isdisjoint(case.words_of(found))


def _is_current(case: Case, passage: Passage) -> bool:
    entry = case.career.entry(passage.id)
    return entry is not None and case.career.is_now(entry)


def _in_time(case: Case, passage: Passage) -> bool:
    entry, period = case.career.entry(passage.id), case.question.period
    span = case.career.interval(entry) if entry else None
    return bool(span and period and span.touches(period.interval))


def closest(case: Case, terms: Sequence[Term], hits: Sequence[Hit]) -> Answer | None:
    """The best of ``hits``, said to be no more than close; better than a denial.

    Nothing comes close to a name that is not there, nor does a line with no more than the
    verb, or of the same field.
    """
    if not hits or covers(hits[:1], terms) < SOME:
        return None
    index, asked, best = case.index, case.question.language, hits[0]
    covered = [terms[at] for at in best.covered]
    if all(term.weight < 1 for term in covered):
        return None
    if any(term.named and not index.find(term, asked) for term in terms):
        return None
    held = {index.quality(one, best.passage, asked) for one in covered}
    if held <= ({CONCEPT, MEMBER} if index.languages[0] is asked else {MEMBER}):
        return None
    shown = case.composer.quotation(best.passage, case.words_of(terms))
    return unsaid(case.composer.claim("closest"), shown)
