"""Whether a passage says yes to a question: it may say no, or only half of it."""

import re
from collections.abc import Collection, Iterator, Sequence, Set

from chatkit.answering.extractive.case import Case
from chatkit.answering.facts.evidence import patterns
from chatkit.answering.facts.index import KINDRED
from chatkit.answering.facts.terms import Term
from chatkit.answering.language.lexicon import Language
from chatkit.answering.passages import Passage
from chatkit.answering.questions.terms import WAYS
from chatkit.answering.text.tokens import fold, sentences
from chatkit.answering.text.words import split_words

YES, NO, OPEN = "yes", "no", "sourced"  # how a quotation is led in
STATED = {YES: "still_yes", NO: "still_no", OPEN: "now"}  # how a fact is
NEAR = 4  # words from "no" to what it denies
_CLAUSE = re.compile(r"[,;:()–—]|\bbut\b|\baber\b|\bpero\b|\bmais\b|\bmas\b")


def stance(case: Case, terms: Sequence[Term], passage: Passage) -> str:
    """No where a term is denied, open where one is only partly or nearly so."""
    if _is_other_way(case, terms, passage):
        return NO
    index, language = case.index, case.question.language
    asked = [*terms]
    opening = case.question.opening
    if opening not in language.function:  # "Leitet sie das Projekt?"
        asked.append(Term(opening, (opening,)))
    found = [_of_words(case, index.words_of(term), passage.text) for term in asked]
    if any(index.quality(term, passage, language) == KINDRED for term in terms):
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


def is_limit(case: Case, said: str) -> bool:
    """Whether a sentence denies something, or says what is wanted."""
    words = {fold(word.text) for word in split_words(said)}
    return any(
        not one.negations.isdisjoint(words)
        or any(
            pattern.match(keys, at) is not None
            for pattern in patterns("wish", one)
            for keys in [one.keys(said)]
            for at in range(len(keys))
        )
        for one in case.index.languages
    )


def is_refusal(case: Case, wanted: Sequence[Set[str]], said: str) -> bool:
    return any(_of_sentence(case, words, said) == NO for words in wanted)


def _is_partial(language: Language, said: str, asked: Set[str]) -> bool:
    """ "Shortlisted", "assisted", "in progress", unless that is what is asked."""
    keys = language.keys(said)
    for pattern in patterns("partial", language):
        for at in range(len(keys)):
            places = pattern.match(keys, at)
            if places and asked.isdisjoint(keys[i] for i in places):
                return True
    return False
