"""Read a question: what it is about, which words it asks for, which years."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from chatkit.answering.extractive import intent_matching
from chatkit.answering.extractive.intents import Topic
from chatkit.answering.extractive.matching import Group
from chatkit.answering.extractive.small_talk import Courtesy
from chatkit.answering.extractive.unanswerable_topics import Silence
from chatkit.answering.extractive.vocabulary import FILLER, FOREIGN, PLACING, STANDALONE
from chatkit.answering.text.spelling import as_name, corrected
from chatkit.answering.text.tokens import Word, tokenise

LONGEST = 1_000  # characters read; the rest of a pasted page is not a question
TYPED = 40  # words; more were pasted, and pasted words are spelled as they are
_YEAR = re.compile(r"(?:19|20)\d\d$")
Meaning = TypeVar("Meaning", Topic, Silence, Courtesy)


@dataclass(frozen=True, slots=True)
class Question:
    """``groups`` are the words to be found, ``extra`` those a topic was named with.

    ``hinted``: topics shown by words that are themselves among the groups;
    ``beyond_hints``: other words are among them too. ``listed``: several things are
    asked for, each for itself.
    """

    text: str
    words: tuple[Word, ...]
    strong: tuple[Topic, ...] = ()
    hinted: tuple[Topic, ...] = ()
    weak: tuple[Topic, ...] = ()
    silences: tuple[Silence, ...] = ()
    courtesies: tuple[Courtesy, ...] = ()
    groups: tuple[Group, ...] = ()
    extra: tuple[Word, ...] = ()
    years: tuple[int, ...] = ()
    listed: bool = False
    beyond_hints: bool = False
    names_person: bool = False
    foreign: bool = False

    def before(self, group: Group) -> str:
        """The word before a group, "" at the beginning."""
        at = self.words.index(group[0])
        return self.words[at - 1].exact if at else ""

    def places(self, group: Group) -> bool:
        """Whether a group says who or where: a name, or what follows "at"."""
        return any(word.named for word in group) or self.before(group) in PLACING


def read(text: str, person: str, known: Collection[str]) -> Question:
    """``person`` is whom the résumé is about, ``known`` the words of its passages."""
    text = unicodedata.normalize("NFC", text[:LONGEST])
    words = tokenise(text)
    if len(words) <= TYPED:
        words = tuple(corrected(word, known) for word in words)
    words = tuple(as_name(word, words[at - 1 : at]) for at, word in enumerate(words))
    names = {name.exact for name in tokenise(person)}
    cued = intent_matching.find(words, names)
    hints = {at for one in cued if _is_looked_up(one.cue) for at in one.at}
    used = {at for one in cued if not _is_looked_up(one.cue) for at in one.at}
    terms = [
        (at, word)
        for at, word in enumerate(words)
        if at not in used and word.exact not in names and tells(word)
    ]
    by_strength = {
        strength: _meanings(
            [one for one in cued if one.cue.strength == strength], Topic
        )
        for strength in ("strong", "hint", "weak")
    }
    return Question(
        text,
        words,
        strong=by_strength["strong"],
        hinted=by_strength["hint"],
        weak=by_strength["weak"],
        silences=_meanings(cued, Silence),
        courtesies=_meanings(cued, Courtesy),
        groups=tuple(grouped(terms, text)),
        extra=tuple(words[at] for at in sorted(used) if tells(words[at])),
        years=tuple(int(word.exact) for word in words if _YEAR.match(word.exact)),
        listed=any(word.exact in ("and", "or") for word in words) or "," in text,
        beyond_hints=any(at not in hints for at, _ in terms),
        names_person=any(word.exact in names for word in words),
        foreign=_is_foreign(text, words),
    )


def _is_looked_up(cue: intent_matching.Cue) -> bool:
    """Whether the words of a cue are to be found in the passages as well."""
    if isinstance(cue.means, Silence):
        return cue.means.may_be_work
    return cue.strength == "hint"


def tells(word: Word) -> bool:
    """Whether a word names something that could be looked up."""
    if len(word.exact) == 1:
        return word.exact in STANDALONE
    if word.exact in FILLER or word.stem in FILLER:
        return word.exact == "golang"
    return not _YEAR.match(word.exact)


def _meanings(
    cued: Sequence[intent_matching.Cued], kind: type[Meaning]
) -> tuple[Meaning, ...]:
    """What the cues mean, each once, in the order of the question."""
    found = [one.cue.means for one in cued]
    return tuple(dict.fromkeys(one for one in found if isinstance(one, kind)))


def grouped(terms: Iterable[tuple[int, Word]], text: str) -> Iterator[Group]:
    """Neighbours written like names, with nothing but a space between, are one."""
    group: list[tuple[int, Word]] = []
    for at, word in terms:
        joins = group and word.named and group[-1][1].named
        if joins and text[group[-1][1].end : word.start].strip(" -&.") == "":
            group.append((at, word))
            continue
        if group:
            yield tuple(word for _, word in group)
        group = [(at, word)]
    if group:
        yield tuple(word for _, word in group)


def _is_foreign(text: str, words: Sequence[Word]) -> bool:
    if any(char.isalpha() for char in text) and not re.search(r"[a-zA-Z]", text):
        return True
    return sum(word.text.lower() in FOREIGN for word in words) >= 2
