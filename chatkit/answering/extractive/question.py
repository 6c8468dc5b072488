"""A question, parsed: what it is about, which words it asks for, which years."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from chatkit.answering.extractive.index import Index, Term
from chatkit.answering.extractive.intent_patterns import Match, match_patterns
from chatkit.answering.extractive.intents import SmallTalk, Topic, UnanswerableTopic
from chatkit.answering.extractive.spelling import correct_spelling
from chatkit.answering.passages import Passage
from chatkit.answering.text.lexicon import FILLER, FOREIGN, word_set
from chatkit.answering.text.tokens import Token, tokenize

LONGEST = 1_000  # characters read; the rest of a pasted page is not a question
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
    listed: bool
    beyond_hints: bool
    names_person: bool
    foreign: bool

    @property
    def asks(self) -> bool:
        """Whether it asks for anything that could be looked up."""
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
    words = correct_spelling(tokenize(text), index.words())
    names = {name.exact for name in tokenize(person)}
    matches = match_patterns(words, names)
    hints = {at for m in matches if m.pattern.is_looked_up for at in m.at}
    used = {at for m in matches if not m.pattern.is_looked_up for at in m.at}
    sought = [
        (at, word)
        for at, word in enumerate(words)
        if at not in used and word.exact not in names and is_searchable(word)
    ]
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
        years=tuple(int(word.exact) for word in words if _YEAR.match(word.exact)),
        listed=any(word.exact in ("and", "or") for word in words) or "," in text,
        beyond_hints=any(at not in hints for at, _ in sought),
        names_person=any(word.exact in names for word in words),
        foreign=_is_foreign(text, words),
    )


def is_searchable(word: Token) -> bool:
    """Whether a word names something that could be looked up."""
    if len(word.exact) == 1:
        return word.exact in STANDALONE
    if word.exact in FILLER or word.stem in FILLER:
        return word.exact == "golang"
    return not _YEAR.match(word.exact)


def group_names(words: Iterable[tuple[int, Token]], text: str) -> Iterator[Term]:
    """Neighbours written like names, with nothing but a space between, are one."""
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
