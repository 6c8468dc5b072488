"""Whether a passage says yes to a question: it may say no, or only half of it."""

import re
from collections.abc import Collection, Iterator, Sequence, Set
from functools import cache

from chatkit.answering.extractive.case import Case
from chatkit.answering.facts.index import KINDRED
from chatkit.answering.facts.terms import Term
from chatkit.answering.language.lexicon import Language, Pattern
from chatkit.answering.passages import Passage
from chatkit.answering.questions.terms import WAYS
from chatkit.answering.text.tokens import fold, sentences
from chatkit.answering.text.words import split_words

YES, NO, OPEN = "yes", "no", "sourced"  # how a quotation is led in
NEAR = 4  # words from "no" to what it denies
_CLAUSE = re.compile(r"[,;:()–—]|\bbut\b|\baber\b|\bpero\b|\bmais\b|\bmas\b")


def stance(case: Case, terms: Sequence[Term], passage: Passage) -> str:
    """No where a term is denied, open where one is only partly or nearly so."""
    if _is_other_way(case, terms, passage):
        return NO
    index, asked = case.index, case.question.language
    found = [_of_words(case, index.words_of(term), passage.text) for term in terms]
    if any(index.quality(term, passage, asked) == KINDRED for term in terms):
        found.append(OPEN)
    return NO if NO in found else OPEN if OPEN in found else YES


def _is_other_way(case: Case, terms: Sequence[Term], passage: Passage) -> bool:
    """ "Did it go up?" of what was cut."""
    asked = [concept for term in terms for concept in term.concepts if concept in WAYS]
    if not asked:
        return False
    way = asked[0]
    here, there = (
        any(case.career.passages[n] is passage for n in case.index.find_concept(one))
        for one in (way, WAYS[way])
    )
    return there and not here


def stance_of_name(case: Case, passage: Passage) -> str:
    """Of an entry that the question names: a prize may have gone to somebody else."""
    names = [fold(case.question.words[at].text) for at in _named(case)]
    return _of_words(case, names, passage.text)


def _named(case: Case) -> Iterator[int]:
    for mention in case.question.mentions:
        yield from sorted(mention.places)


def _of_words(case: Case, wanted: Collection[str], text: str) -> str:
    held = [
        _of_sentence(case, wanted, said)
        for said in sentences(text)
        if any(fold(word.text) in wanted for word in split_words(said))
    ]
    return next((one for one in (YES, NO, OPEN) if one in held), YES)


def _of_sentence(case: Case, wanted: Collection[str], said: str) -> str:
    languages = case.index.languages
    denying = frozenset[str]().union(*(one.negations for one in languages))
    apart = {word for one in languages for word in one.denying["without"].split()}
    for clause in _CLAUSE.split(said):
        words = [fold(word.text) for word in split_words(clause)]
        at = next((i for i, word in enumerate(words) if word in wanted), None)
        if at is None:
            continue
        if not denying.isdisjoint(words[max(0, at - NEAR) : at]):
            return NO
        if not (denying - apart).isdisjoint(words[at : at + NEAR]):
            return OPEN
    asked = {key for word in wanted for key in (one.key(word) for one in languages)}
    return OPEN if any(_is_partial(one, said, asked) for one in languages) else YES


def is_partial(case: Case, said: str) -> bool:
    """ "Shortlisted", "not completed": whatever is asked."""
    return any(_is_partial(one, said, frozenset()) for one in case.index.languages)


def _is_partial(language: Language, said: str, asked: Set[str]) -> bool:
    """ "Shortlisted", "assisted", "in progress", unless that is what is asked."""
    keys = language.keys(said)
    for pattern in _partial(language):
        for at in range(len(keys)):
            places = pattern.match(keys, at)
            if places and asked.isdisjoint(keys[i] for i in places):
                return True
    return False


@cache
def _partial(language: Language) -> tuple[Pattern, ...]:
    texts = language.phrases["evidence"].get("partial", "").split("|")
    return tuple(
        Pattern("partial", tuple(language.parts(text)))
        for text in texts
        if text.strip()
    )
