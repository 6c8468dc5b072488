"""Which reading of a question answers it: the one that speaks to most of what it asks.

Each step reads a question by the cues it knows. What an answer leaves over gives the
later steps their chance; of answers that speak to as much the earlier one wins.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field

from chatkit.answering.career.levels import answer_level
from chatkit.answering.career.positions import answer_position
from chatkit.answering.career.quantities import answer_quantity
from chatkit.answering.career.spans import answer_span
from chatkit.answering.extractive.attributes import answer_attribute
from chatkit.answering.extractive.case import Case, Step
from chatkit.answering.extractive.compose import Answer
from chatkit.answering.extractive.contact import FIELDS, answer_contact
from chatkit.answering.extractive.lookup import answer_lookup
from chatkit.answering.extractive.person import (
    WISHES,
    answer_manager,
    answer_person,
    answer_private,
    answer_wish,
)
from chatkit.answering.extractive.summary import answer_summary
from chatkit.answering.extractive.topics import answer_topic
from chatkit.answering.facts.career import Entry
from chatkit.answering.facts.index import TYPO
from chatkit.answering.facts.terms import Term
from chatkit.answering.passages import Kind
from chatkit.answering.questions.kinds import PRIVATE
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words

RARE, FEW = 0.2, 3  # part of the passages, or how many, that hold what tells something
PERSONAL, SLIGHT = 2.0, 0.5  # weights of some cues; the others weigh as much as a word
SLIGHT_CUES = {
    *("now", "previous", "gap", "longest", "shortest", "total"),
    *("location", "address"),
}

#: Each step, and the cues it reads; of two that speak to as much the first answers.
READINGS: Sequence[tuple[Step, Set[str]]] = (
    (answer_private, {*PRIVATE}),
    (answer_manager, {"manager"}),
    (answer_contact, {*FIELDS, "contact", "profile", "human", "pdf"}),
    (answer_wish, {*WISHES}),
    (answer_summary, {"summary", "hire", "strength", "achievement"}),
    (answer_level, {"highest", "lowest", "better"}),
    (answer_span, {"each", "gap", "overlap", "while", "total", "longest", "shortest"}),
    (answer_position, {"now", "promotion", "previous", "how_many"}),
    (answer_quantity, {"price", "how_many"}),
    (answer_attribute, set()),
    (answer_topic, {"grade", "course", "graduation", "student_year", "how_many"}),
    (answer_person, {"name", "location", "address"}),
    (answer_lookup, set()),
)
FRAMES = frozenset[str]().union(*(cues for _, cues in READINGS))


@dataclass(frozen=True, slots=True)
class _Asked:
    """``ids`` are of passages that speak of it; ``cue`` is what asks for it."""

    weight: float
    ids: Set[str] = field(default=frozenset())
    words: Set[str] = field(default=frozenset())
    cue: str = ""


def best_reading(case: Case) -> Answer | None:
    asked = list(_asked(case))
    best: Answer | None = None
    most = -1.0
    for step, cues in READINGS:
        if (found := step(case)) is None:
            continue
        said = sum(one.weight for one in _explained(found, cues, asked))
        if said > most:
            best, most = found, said
        if most == sum(one.weight for one in asked):
            break
    return best


def _asked(case: Case) -> Iterator[_Asked]:
    """What the question names that the résumé has, and what else it asks for."""
    question, career, index = case.question, case.career, case.index
    for mention in question.mentions:
        ids = _ids(mention.entries)
        if mention.described:
            words = [question.words[at] for at in mention.places]
            hits = case.search([Term(word.text, (word.fold,)) for word in words])
            ids |= {hit.passage.id for hit in hits}
        yield _Asked(1, ids, _names(mention.entries))
    for kind in case.kinds:
        if entries := career.of(kind):
            yield _Asked(1, _ids(entries))
    if case.has("job", "employer", "title"):
        yield _Asked(SLIGHT, _ids(career.of(Kind.POSITION)))
    if question.is_modal:
        yield _Asked(1, cue="wish")
    if question.sentences_wanted:
        yield _Asked(1, cue="summary")
    for cue in FRAMES.intersection(question.cues):
        yield _Asked(_weight(cue), cue=cue)
    rare = max(FEW, RARE * len(career.passages))
    for term in case.beyond:
        found = index.find(term, question.language)
        if found and len(found) <= rare and max(found.values()) >= TYPO:
            ids = {career.passages[number].id for number in found}
            yield _Asked(term.weight, ids)


def _weight(cue: str) -> float:
    if cue in (*PRIVATE, *WISHES, *FIELDS, "hire"):
        return PERSONAL
    return SLIGHT if cue in SLIGHT_CUES else 1


def _ids(entries: Sequence[Entry]) -> Set[str]:
    return {p.id for entry in entries for p in (entry.passage, *entry.details)}


def _names(entries: Sequence[Entry]) -> Set[str]:
    return {fold(word.text) for e in entries for word in split_words(e.name)}


def _explained(
    answer: Answer, cues: Set[str], asked: Sequence[_Asked]
) -> Iterator[_Asked]:
    claims = [claim for claim in answer.claims if claim.passages]
    cited = {passage.id for claim in claims for passage in claim.passages}
    said = {fold(w.text) for claim in claims for w in split_words(claim.text)}
    for one in asked:
        if one.cue in cues or not (
            one.ids.isdisjoint(cited) and one.words.isdisjoint(said)
        ):
            yield one
