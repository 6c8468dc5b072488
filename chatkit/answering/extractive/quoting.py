"""Quotations: which of a passage's words are quoted, and how."""

import re
from collections.abc import Collection, Mapping, Sequence
from itertools import takewhile

from chatkit.answering.language.lexicon import Language
from chatkit.answering.passages import Passage
from chatkit.answering.text.tokens import fold, sentences

SHORT, LONG = 180, 330  # characters of one quotation in a list, and alone
SLACK = 60  # more than that, and it is cut
#: A digit that belongs to no year.
_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTED = re.compile(r"\d[\d.,]*\d|\w+")
CURRENCIES = ("€", "$", "£", "€ ", "$ ", "£ ")
BESIDE = 3  # words between a number and what it counts
ENDS = (".", "!", "?", "…")


def excerpt(passage: Passage, wanted: Sequence[str] = (), limit: int = LONG) -> str:
    """The sentences with a wanted word, and those after the first of them that fit.

    ``wanted`` are folded words. What is said in the owner's own sentences goes before
    the sentence that states dates and names.
    """
    return excerpt_of(passage.text, wanted, limit, alone=passage.parent == "")


def excerpt_of(
    whole: str, wanted: Sequence[str] = (), limit: int = LONG, *, alone: bool = False
) -> str:
    """``alone``: a sentence with a wanted word needs none beside it."""
    said = sentences(whole)
    if not said:
        return whole
    held = [at for at, one in enumerate(said) if any(w in fold(one) for w in wanted)]
    order = [*held, *range(len(said))] if held else list(range(len(said)))
    if held and alone:
        order = held
    chosen: list[int] = []
    for at in dict.fromkeys(order):
        if chosen and sum(len(said[i]) + 1 for i in (*chosen, at)) > limit:
            break
        chosen.append(at)
    chosen.sort()
    text = said[chosen[0]]
    for before, at in zip(chosen, chosen[1:], strict=False):
        text += (" " if at == before + 1 else " … ") + said[at]
    return text if len(text) <= limit + SLACK else cut(text, limit, wanted)


def cut(text: str, limit: int, wanted: Sequence[str] = ()) -> str:
    """At a word, around the first wanted one."""
    folded = fold(text) if len(fold(text)) == len(text) else text.casefold()
    at = min((i for w in wanted if (i := folded.find(w)) >= 0), default=0)
    begin = 0 if at < limit - 40 else text.rfind(" ", 0, at - limit // 3) + 1
    end = text.rfind(" ", begin, begin + limit)
    end = end if end > begin else begin + limit
    return f"{'… ' if begin else ''}{text[begin:end].rstrip(' ,;:-')} …"


def quoted(text: str) -> str:
    """In quotation marks, unless it brings its own; always with an end."""
    text = text.lstrip("-•*· ")
    marked = text if "“" in text else f"“{text}”"
    return marked if text.rstrip("”").endswith(ENDS) else f"{marked}."


def ended(text: str) -> str:
    return text if text.rstrip("”").endswith(ENDS) else f"{text}."


def contracted(text: str, rules: Mapping[str, str]) -> str:
    """ "de octobre" is "d’octobre": patterns applied to what is not quoted."""
    pieces = re.split("(“[^”]*”)", text)
    for pattern, said in rules.items():
        pieces[::2] = (re.sub(pattern, said, piece) for piece in pieces[::2])
    return "".join(pieces)


def capitalize(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] if text[:1].islower() else text


def _told(passage: Passage) -> str:
    """What it says beside what it is and when."""
    facts = passage.facts
    entry = bool(facts.start or facts.end) and not passage.parent
    return f"{facts.prose} {facts.about}" if entry else passage.text


def counts(
    passage: Passage, wanted: Collection[str], known: Sequence[Language]
) -> float:
    """How many of the wanted it says there are: "14 ward nurses", "crew of 16"; or 0."""
    numbers = {word for one in known for word in one.folded_numbers[1:]}
    units = frozenset[str]().union(*(one.units for one in known)).difference(wanted)
    small = frozenset[str]().union(*(one.places for one in known)) | {"on", "with"}
    most = 0.0
    for sentence in sentences(_told(passage)):
        found = list(_COUNTED.finditer(sentence))
        words = [fold(one[0]) for one in found]
        for at, word in enumerate(words):
            if word not in numbers and not (
                word[0].isdigit() and not _YEAR.fullmatch(word)
            ):
                continue
            after = list(takewhile(lambda w: w not in small, words[at + 1 :]))[:BESIDE]
            measured = {*takewhile(lambda w: w not in wanted, after)} & units
            price = sentence[: found[at].start()].endswith(CURRENCIES)
            if sentence[found[at].end() :][:1] == "%" or measured or price:
                continue
            if not {*after, *words[:at]}.isdisjoint(wanted):
                most = max(most, read_count(word, known))
    return most


def read_count(word: str, known: Sequence[Language]) -> float:
    for one in known:
        if word in one.folded_numbers:
            return float(one.folded_numbers.index(word))
    digits = "".join(char for char in word if char.isdigit())
    return float(digits[:12] or 0)


def has_number(passage: Passage, known: Sequence[Language]) -> bool:
    """Whether it counts something; the dates of an entry don't."""
    text = _told(passage)
    words = {word for one in known for word in one.folded_numbers[2:13]}
    return bool(_NUMBER.search(text)) or not words.isdisjoint(fold(text).split())
