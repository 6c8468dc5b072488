"""A job description to its requirements: which lines ask for something, must or nice."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from chatkit.answering.fit.vocabulary import MUST, NICE, OTHER, TASKS, Vocabulary
from chatkit.answering.text.tokens import sentences

LONGEST = 20_000  # characters of a description that are read
MOST = 40  # requirements
LONGEST_LINE = 300  # characters of one
SEVERAL = 2  # requirements, from which on a text may be a description
HEADING_WORDS, HEADING_LENGTH = 8, 80  # characters
MOST_COLONS = 40  # of one line, that a heading may stand before
SHORT_ITEM = 7  # words of an item in a list with commas
FEW_LINES, MANY_WORDS = 4, 45  # from where on a message may be a description

BULLET = re.compile(
    r"^\s*(?:[-–—•●▪■◦*·‣➢➤✓✔►▸+]|o(?=\s)|\(?\d{1,2}[.)]|[a-h]\))\s*(?=\S)"
)
_INLINE_BULLET = re.compile(r"\s[•●▪■◦·‣➢➤✓✔►▸*]\s*|\s[-–—]\s(?=\S)")
_CLAUSE = re.compile(r"[,;]\s+|\s\((?=[^)]*\)$)")
_ENDS = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Requirement:
    """``text`` is the visitor's."""

    text: str
    must: bool


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    bullet: bool = False
    heading: str = ""
    listed: bool = False  # beside its heading, as "Requirements: A, B, C"


def read_description(
    text: str, words: Vocabulary, *, surely: bool = False, likely: bool = False
) -> list[Requirement]:
    """What a job description asks for, must-haves first; the tasks if nothing else.

    Nothing unless the text asks for several things as a description does, or is
    ``surely`` one; it may be short where that is ``likely``.
    """
    text = unicodedata.normalize("NFC", text[:LONGEST])
    lines = list(_lines(text, words))
    found = list(_asked(lines, words, (MUST, NICE)))
    found = found or list(_asked(lines, words, (MUST, NICE, TASKS)))
    once: dict[str, Requirement] = {}
    for one in found:
        once.setdefault(one.text.casefold(), one)
    is_long = (
        likely or len(text.splitlines()) >= FEW_LINES or len(text.split()) >= MANY_WORDS
    )
    if not (surely or _is_description(lines, len(once), words, is_long, likely)):
        return []
    return sorted(once.values(), key=lambda one: not one.must)


def _is_description(
    lines: list[_Line], required: int, words: Vocabulary, is_long: bool, likely: bool
) -> bool:
    asked = sum(line.text.endswith("?") for line in lines)
    if required < SEVERAL or asked * 3 > len(lines):
        return False
    headings = {line.heading for line in lines}
    if headings & {MUST, NICE}:
        return True
    cued = sum(words.has("asks", words.language.keys(line.text)) for line in lines)
    return is_long and (cued >= (1 if likely else SEVERAL) or TASKS in headings)


def _asked(
    lines: list[_Line], words: Vocabulary, counted: tuple[str, ...]
) -> Iterator[Requirement]:
    above, bullets = "", False
    for line in lines:
        if line.heading:
            above, bullets = line.heading, False
            continue
        keys = words.language.keys(line.text)
        asks = words.has("asks", keys)
        listed = above in counted
        if listed and bullets and not line.bullet and not asks:
            above, listed = OTHER, False  # the text after a list
        bullets = bullets or line.bullet
        if not (asks or listed) or not _is_requirement(line, keys, asks, words):
            continue
        in_nice = above == NICE and listed
        for item in _items(line):
            for text in _clauses(item, words):
                keys = words.language.keys(text)
                nice = words.has("nice", keys) or (
                    in_nice and not words.has("must", keys)
                )
                if text := _wanted(text, words):
                    yield Requirement(_clipped(text), not nice)


def _clauses(text: str, words: Vocabulary) -> list[str]:
    """Apart where one is optional: "Python, ideally with Django" is two."""
    rows = words.lines["nice"]
    if not rows.within(words.language.keys(text)):
        return [text]
    clauses: list[str] = []
    for clause in _CLAUSE.split(text):
        begins = next(rows.find(words.language.keys(clause)), range(1)).start == 0
        after_stop = text[: text.find(clause)].rstrip().endswith(";")
        if (
            clauses
            and not (begins and rows.within(words.language.keys(clause)))
            and not after_stop
        ):
            clauses[-1] += f", {clause}"
        else:
            clauses.append(clause)
    return clauses


def _wanted(text: str, words: Vocabulary) -> str:
    """Of "We are looking for a nurse with ..." what comes after "with"."""
    if not words.has("seeks", words.language.keys(text)):
        return text
    parts = re.split(words.with_pattern, text, maxsplit=1, flags=re.IGNORECASE)
    return parts[1] if len(parts) > 1 else ""


def _is_requirement(
    line: _Line, keys: tuple[str, ...], asks: bool, words: Vocabulary
) -> bool:
    if line.text.endswith("?") or words.has("unasked", keys):
        return False
    return asks or not words.has("boilerplate", keys)


def _items(line: _Line) -> list[str]:
    """The items of a list in one line, if each is short."""
    items = re.split(r"[,;]\s+", line.text)
    short = all(len(item.split()) <= SHORT_ITEM for item in items)
    return items if line.listed and len(items) > 1 and short else [line.text]


def _clipped(text: str) -> str:
    text = " ".join(text.split()).rstrip(" .;,")
    if len(text) <= LONGEST_LINE:
        return text
    return text[: text.rfind(" ", 0, LONGEST_LINE)].rstrip() + " …"


def _lines(text: str, words: Vocabulary) -> Iterator[_Line]:
    for raw in text.splitlines():
        marked = BULLET.match(raw)
        rest = raw[marked.end() :] if marked else raw
        for number, piece in enumerate(_INLINE_BULLET.split(rest)):
            if piece.strip():
                bullet = bool(marked) or bool(number)
                yield from _headed(piece.strip(), bullet, words)


def _headed(text: str, bullet: bool, words: Vocabulary) -> Iterator[_Line]:
    """A piece of a line: a heading, a heading with what it stands above, or a text."""
    keys = words.language.keys
    bare = text.rstrip(" :*#–-").lstrip("# *")
    is_short = len(bare.split()) <= HEADING_WORDS and not bare.endswith(_ENDS)
    if is_short and (kind := words.heading(keys(bare))):
        yield _Line(bare, heading=kind)
        return
    for colon in islice(re.finditer(":(?!\\S)", text), MOST_COLONS):
        begin = max(0, colon.start() - HEADING_LENGTH)
        starts = [w.start() for w in re.finditer(r"\S+", text[begin : colon.start()])]
        for start in starts[-HEADING_WORDS:]:
            if kind := words.heading(keys(text[begin + start : colon.start()])):
                yield from _texts(text[: begin + start].strip(), bullet)
                yield _Line("", heading=kind)
                yield from _texts(text[colon.end() :].strip(), False, listed=True)
                return
    yield from _texts(text, bullet)


def _texts(text: str, bullet: bool, *, listed: bool = False) -> Iterator[_Line]:
    for sentence in sentences(text):
        yield _Line(sentence, bullet, listed=listed)
