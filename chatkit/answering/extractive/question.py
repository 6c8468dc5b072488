"""A question, parsed: what it is about, which words it asks for, which years."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from chatkit.answering.extractive.index import Index, Term
from chatkit.answering.extractive.intents import (
    PATTERN_WORDS,
    PATTERNS,
    Match,
    SmallTalk,
    Topic,
    UnanswerableTopic,
    match_patterns,
)
from chatkit.answering.passages import Passage
from chatkit.answering.text.lexicon import FILLER, FOREIGN, word_set
from chatkit.answering.text.tokens import Token, stem, tokenize

LONGEST = 1_000  # characters read; the rest of a pasted page is not a question
LONG_LINES, LONG_WORDS = 4, 60  # from where on a message is more than a question
MOST_CORRECTED = 40  # words; more were pasted, and are spelled as they are
TYPO_LENGTH = 6  # shorter words are too often one edit from another word
GO_FOLLOWS = word_set("know in use using with write writing like knows uses")
PLACING = word_set("at for from with under near in")
STANDALONE = word_set("c r")  # names of one letter
_YEAR = re.compile(r"(?:19|20)\d\d$")
Intent = TypeVar("Intent", Topic, UnanswerableTopic, SmallTalk)


@dataclass(frozen=True, slots=True)
class Question:
    """``terms`` are looked up, ``topic_words`` are those that name a topic.

    ``hinted``: topics shown by words that are themselves among the terms;
    ``beyond_hints``: other words are among them too. ``listed``: several things are
    asked for, each for itself.
    """

    text: str
    words: tuple[Token, ...]
    strong: tuple[Topic, ...]
    hinted: tuple[Topic, ...]
    weak: tuple[Topic, ...]
    unanswerable: tuple[UnanswerableTopic, ...]
    small_talk: tuple[SmallTalk, ...]
    terms: tuple[Term, ...]
    topic_words: tuple[Token, ...]
    years: tuple[int, ...]
    is_long: bool
    listed: bool
    beyond_hints: bool
    names_person: bool
    names_time: bool
    foreign: bool

    @property
    def asks(self) -> bool:
        topics = self.strong or self.hinted or self.weak
        return bool(topics or self.terms or self.unanswerable or self.years)

    def before(self, term: Term) -> str:
        """The word before a term, "" at the beginning."""
        at = self.words.index(term[0])
        return self.words[at - 1].exact if at else ""

    def places(self, term: Term) -> bool:
        """Whether a term says who or where: a name, or what follows "at"."""
        return any(word.named for word in term) or self.before(term) in PLACING


@dataclass(frozen=True, slots=True)
class Case:
    """A question, what the visitor attached, and the passages it is put to."""

    question: Question
    passages: Sequence[Passage]
    index: Index
    this_year: int
    attached: str


def parse_question(text: str, person: str, index: Index) -> Question:
    """``person`` is the name of the person the passages are about."""
    text = unicodedata.normalize("NFC", text[:LONGEST])
    words = _correct_spelling(tokenize(text), index.words)
    exact = [word.exact for word in words]
    names = {name.exact for name in tokenize(person)}
    matches = match_patterns(words, names)
    hints = {at for m in matches if m.pattern.is_looked_up for at in m.at}
    used = {at for m in matches if not m.pattern.is_looked_up for at in m.at}
    sought = [
        (at, word)
        for at, word in enumerate(words)
        if at not in used and word.exact not in names and is_searchable(word)
    ]
    years = tuple(int(word) for word in exact if _YEAR.match(word))
    lines = [line for line in text.splitlines() if line.strip()]
    return Question(
        text,
        words,
        strong=_topics(matches, "strong"),
        hinted=_topics(matches, "hint"),
        weak=_topics(matches, "weak"),
        unanswerable=_intents(matches, UnanswerableTopic),
        small_talk=_intents(matches, SmallTalk),
        terms=tuple(group_names(sought, text)),
        topic_words=tuple(words[at] for at in sorted(used) if is_searchable(words[at])),
        years=years,
        is_long=len(lines) >= LONG_LINES or len(text.split()) >= LONG_WORDS,
        listed="and" in exact or "or" in exact or "," in text,
        beyond_hints=any(at not in hints for at, _ in sought),
        names_person=not names.isdisjoint(exact),
        names_time=bool(years) or "before" in exact or "after" in exact,
        foreign=_is_foreign(text, words),
    )


def is_searchable(word: Token) -> bool:
    if len(word.exact) == 1:
        return word.exact in STANDALONE
    if word.exact in FILLER or word.stem in FILLER:
        return word.exact == "golang"
    return not _YEAR.match(word.exact)


def group_names(words: Iterable[tuple[int, Token]], text: str) -> Iterator[Term]:
    term: list[Token] = []
    for _, word in words:
        joins = term and word.named and term[-1].named
        if joins and text[term[-1].end : word.start].strip(" -&.") == "":
            term.append(word)
            continue
        if term:
            yield tuple(term)
        term = [word]
    if term:
        yield tuple(term)


def _topics(matches: Sequence[Match], strength: str) -> tuple[Topic, ...]:
    return _intents([m for m in matches if m.pattern.strength == strength], Topic)


def _intents(matches: Sequence[Match], kind: type[Intent]) -> tuple[Intent, ...]:
    """What the patterns mean, each once, in the order of the question."""
    found = [match.pattern.intent for match in matches]
    return tuple(dict.fromkeys(one for one in found if isinstance(one, kind)))


def _is_foreign(text: str, words: Sequence[Token]) -> bool:
    if any(char.isalpha() for char in text) and not re.search(r"[a-zA-Z]", text):
        return True
    return sum(word.text.lower() in FOREIGN for word in words) >= 2


def _correct_spelling(
    words: Sequence[Token], known: Collection[str]
) -> tuple[Token, ...]:
    if len(words) <= MOST_CORRECTED:
        words = [_corrected(word, known) for word in words]
    return tuple(
        replace(word, exact="golang", stem="golang")
        if at and word.text == "go" and words[at - 1].exact in GO_FOLLOWS
        else word
        for at, word in enumerate(words)
    )


def _corrected(word: Token, known: Collection[str]) -> Token:
    exact = word.exact
    if len(exact) < TYPO_LENGTH or not exact.isalpha() or word.stem in PATTERNS:
        return word
    if any(exact in words for words in (known, FILLER, PATTERN_WORDS)):
        return word
    near = [
        other
        for other in {*known, *PATTERN_WORDS}
        if len(other) >= TYPO_LENGTH - 1
        and (_one_edit_apart(exact, other) or _stems_slip(word.stem, stem(other)))
    ]
    if len({stem(other) for other in near}) != 1:
        return word
    return replace(word, exact=min(near), stem=stem(min(near)))


def _stems_slip(one: str, other: str) -> bool:
    """Long stems only: "reduce" is not a slip of "education"."""
    return min(len(one), len(other)) >= TYPO_LENGTH and _one_edit_apart(one, other)


def _one_edit_apart(one: str, other: str) -> bool:
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or one == other:
        return False
    at = next((i for i, char in enumerate(one) if char != other[i]), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[:at] + one[at : at + 2][::-1] + one[at + 2 :]
    return one[at + 1 :] == other[at + 1 :] or swapped == other
