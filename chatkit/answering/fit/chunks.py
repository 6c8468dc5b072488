"""A requirement cut at its joints: commas, "and", "or", brackets, "such as"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from chatkit.answering.fit.reading import Reading
from chatkit.answering.language.words import Word

_OPENS, _CLOSES, _SLASH, _COMMA = map(re.compile, (r"[(\[]", r"[)\]]", "/", "[,;:]"))


@dataclass(slots=True)
class Chunk:
    """Words between two joints; ``joint`` is what stands before: and, or, comma."""

    joint: str
    places: list[int]
    level: int = 0


def runs(reading: Reading) -> Iterator[list[Chunk]]:
    """Alternatives together: the items of a list with "or"; each other chunk alone."""
    run: list[Chunk] = []
    for chunk in _levelled(reading, list(_chunks(reading))):
        if chunk.joint == "and":
            yield from _alternatives(run, reading)
            run = []
        run.append(chunk)
    yield from _alternatives(run, reading)


def _alternatives(run: list[Chunk], reading: Reading) -> Iterator[list[Chunk]]:
    """Years before a comma are no item of the list: "3 years' experience, AWS or GCP"."""
    if not any(chunk.joint == "or" for chunk in run[1:]):
        yield from ([chunk] for chunk in run)
        return
    begin = 0
    for at, chunk in enumerate(run[1:], 1):
        if chunk.joint == "comma" and not set(run[at - 1].places).isdisjoint(
            reading.months
        ):
            begin = at
    yield from ([chunk] for chunk in run[:begin])
    yield run[begin:]


def _levelled(reading: Reading, chunks: list[Chunk]) -> Iterator[Chunk]:
    """With the level of a neighbour: "German (C1)", "German and French, fluent"."""
    for at, chunk in enumerate(chunks):
        keys = [reading.keys[place] for place in chunk.places]
        chunk.level = reading.vocabulary.level(keys)
        if chunk.level and at and not _says_more(reading, chunk):
            chunks[at - 1].level = chunk.level
            chunk.places = []
    for before, chunk in pairwise(chunks):
        if chunk.joint in ("and", "or"):
            chunk.level = chunk.level or before.level
            before.level = before.level or chunk.level
    return (chunk for chunk in chunks if chunk.places)


def _says_more(reading: Reading, chunk: Chunk) -> bool:
    said = [at for at in chunk.places if at not in reading.levels]
    return any(reading.is_content(at) for at in said)


def _chunks(reading: Reading) -> Iterator[Chunk]:
    words, vocabulary = reading.words, reading.vocabulary
    examples = {
        place.start
        for place in vocabulary.lines["examples"].find(reading.keys)
        if not any(
            set(place) < set(asks)
            for asks in vocabulary.lines["asks"].find(reading.keys)
        )
    }
    chunk, end, in_examples = Chunk("", []), 0, False
    for at, word in enumerate(words):
        between = reading.text[end : word.start]
        joint = ""
        if _CLOSES.search(between):
            joint, in_examples = "comma", False
        if at in examples:
            joint, in_examples = "or", True
        elif word.fold in vocabulary.ors or _SLASH.search(between):
            joint = "or"
        elif word.fold in vocabulary.ands or "&" in between:
            joint = "or" if in_examples else "and"
        elif _OPENS.search(between):
            short = in_examples or _is_acronym(word, chunk, reading)
            joint = "or" if short else "and"
        elif _COMMA.search(between):
            joint = "or" if in_examples else "comma"
        if joint:
            if chunk.places:
                yield chunk
                chunk = Chunk(joint, [])
            elif chunk.joint != "or":  # ", or" is an "or"
                chunk.joint = joint
        if word.fold not in vocabulary.ors | vocabulary.ands and at not in examples:
            chunk.places.append(at)
        end = word.end
    if chunk.places:
        yield chunk


def _is_acronym(word: Word, chunk: Chunk, reading: Reading) -> bool:
    """Whether it is short for the words before it: "Life Support (LS)"."""
    initials = {reading.words[at].text[0].upper() for at in chunk.places}
    return word.text.isupper() and len(word.text) > 1 and word.text[0] in initials
