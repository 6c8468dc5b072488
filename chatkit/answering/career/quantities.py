"""How many of a thing, and what it cost: the line that says so, of what is named."""

import re
from collections.abc import Iterator, Sequence

from chatkit.answering.extractive.case import Case
from chatkit.answering.extractive.compose import Answer, answered, unsaid
from chatkit.answering.extractive.quoting import counts
from chatkit.answering.facts.career import Entry
from chatkit.answering.facts.terms import Term
from chatkit.answering.passages import Passage
from chatkit.answering.text.tokens import fold

_MONEY = re.compile(
    r"[€$£¥₹]|\b(?:euros?|eur|dollars?|usd|pounds?|gbp|pfund|chf|franken|francs?|kr"
    r"|kronor|kroner|reais|pesos?|libras?|livres)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d.,]*\d|\d")
#: What is said of people in many words: who taught them has mentored them, too.
KIN = frozenset(
    [
        "leading",
        "mentoring",
        "do_lead",
        "do_supervise",
        "do_teach",
        "do_train",
        "do_care",
    ]
)


def answer_quantity(case: Case) -> Answer | None:
    question = case.question
    if question.is_follow_up or not case.has("how_many", "price"):
        return None
    noun = _counted(case)
    rest = [term for term in question.terms if term is not noun]
    plain = {"how_many", "how_much"} >= question.cues.keys()  # "how big is it?"
    if not (noun or case.has("price") or (plain and question.mentions and not rest)):
        return None
    if case.has("price") and not (rest or question.mentions):
        return None
    if found := sorted(_lines(case, noun, rest), key=lambda one: -one[0]):
        _, passage, words = found[0]
        return answered(case.composer.quotation(passage, words))
    return unsaid(case.composer.claim("not_said_number")) if case.has("price") else None


def _counted(case: Case) -> Term | None:
    """The term that "how many" counts."""
    question, language = case.question, case.question.language
    start = max(question.cues.get("how_many", ()), default=len(question.words)) + 1
    after = (w for w in question.words[start:] if w.fold not in language.grammar)
    if (noun := next(after, None)) is None:
        return None
    concepts = language.concept_names.get((noun.key,), ())
    if "clients" in concepts:  # which would ask for employers
        return Term(noun.text, (noun.fold,), concepts=concepts)
    return next((term for term in question.terms if term.folds[0] == noun.fold), None)


def _lines(
    case: Case, noun: Term | None, rest: Sequence[Term]
) -> Iterator[tuple[float, Passage, Sequence[str]]]:
    """Those that say it, the better the more they say of what else is asked, each with
    the words that do."""
    career, question = case.career, case.question
    wanted = case.words_of([noun] if noun else [])
    if noun and "people" in noun.concepts:
        wanted += case.index.jobs  # "five nurses"
    for passage in career.passages:
        entry = career.entry(passage.id)
        if not entry or (question.mentions and entry not in question.entries):
            continue
        words = _saying(case, passage, wanted)
        held = [_holds(case, entry, passage, noun, term) for term in rest]
        if words and all(held):
            score = sum(held) + (not question.past and career.is_now(entry))
            if noun:
                score += case.index.quality(noun, passage, question.language)
            yield score, passage, words


def _saying(case: Case, passage: Passage, wanted: Sequence[str]) -> Sequence[str]:
    facts = passage.facts
    own = passage.text if passage.parent else f"{facts.prose} {facts.about}"
    if case.has("price"):
        saved = any("do_save" in term.concepts for term in case.question.terms)
        number = case.index.numbers[passage.id]
        apart = not saved and number in case.index.find_concept("do_save")
        return [] if apart else list(map(fold, _MONEY.findall(own)))
    if not wanted:
        return _NUMBER.findall(own)
    counted = counts(passage, wanted, case.known)
    return wanted if counted else []


def _holds(
    case: Case, entry: Entry, passage: Passage, noun: Term | None, term: Term
) -> float:
    if quality := case.index.quality(term, passage, case.question.language):
        return 1 + quality
    people = noun is None or "people" in noun.concepts
    kin = not (people or KIN.isdisjoint(term.concepts))
    return float(kin or case.index.describes(entry.passage, term))
