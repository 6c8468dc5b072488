"""Times in a question: "in 2019", "between January and July 2017", "last summer"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chatkit.answering.facts.timeline import FOREVER, Interval, Month
from chatkit.answering.language.lexicon import Language
from chatkit.answering.language.words import Word
from chatkit.answering.text.tokens import fold

LONGEST = 60  # characters of a visitor's words that are repeated
_YEAR = re.compile(r"(?:19|20)\d\d$")
_DECADE = re.compile(r"(?:19|20)?(\d)0s$")


@dataclass(frozen=True, slots=True)
class Period:
    """``words`` are the places of its words in the question."""

    interval: Interval
    words: frozenset[int]
    text: str


@dataclass(slots=True)
class _Atom:
    first: Month
    last: Month
    at: set[int]
    yearless: bool = False


def find_period(
    words: Sequence[Word], language: Language, today: Month
) -> Period | None:
    atoms = _atoms(words, language, today)
    if not atoms:
        return None
    places = set().union(*(atom.at for atom in atoms))
    first, last = min(places), max(places)
    _complete(atoms)
    start, end = min(a.first for a in atoms), max(a.last for a in atoms)
    before = words[first - 1].fold if first and len(atoms) == 1 else ""
    if before in _words(language, "since"):
        end = FOREVER
    elif before in _words(language, "until"):
        start, end = 0, start - 1
        places.add(first - 1)
    joins = set().union(*(_words(language, key) for key in ("and", "between", "since")))
    around = range(max(0, first - 1), last + 1)
    places |= {at for at in around if words[at].fold in joins}
    text = " ".join(word.text for word in words[min(places) : last + 1])
    if len(text) > LONGEST:
        text = f"{start // 12}–{end // 12}"
    return Period(Interval(start, end), frozenset(places), text)


def _words(language: Language, key: str) -> frozenset[str]:
    return frozenset(fold(word) for word in language.dates[key].split())


def _atoms(words: Sequence[Word], language: Language, today: Month) -> list[_Atom]:
    atoms: list[_Atom] = []
    for at, word in enumerate(words):
        if _YEAR.match(word.fold):
            year = int(word.fold)
            if atoms and atoms[-1].yearless and at - max(atoms[-1].at) <= 2:
                _give_year(atoms[-1], year)
                atoms[-1].at |= set(range(max(atoms[-1].at), at + 1))
            else:
                atoms.append(_Atom(year * 12, year * 12 + 11, {at}))
        elif decade := _DECADE.match(word.fold):
            digits = word.fold[:-1]
            start = int(digits) if len(digits) == 4 else _decade(int(decade[1]))
            atoms.append(_Atom(start * 12, start * 12 + 119, {at}))
        elif word.fold in language.months and not _is_plain(word, language):
            month = language.months[word.fold] - 1
            atoms.append(_Atom(month, month, {at}, yearless=True))
        elif season := language.seasons.get(word.fold):
            atoms.append(_Atom(season[0] - 1, season[1] - 1, {at}, yearless=True))
        elif word.fold in _words(language, "year"):
            atoms += _relative_year(words, at, language, today)
    for atom in atoms:
        if atom.yearless:
            _relative(atom, words, language, today)
    return [atom for atom in atoms if not atom.yearless or len(atoms) > 1]


def _decade(digit: int) -> int:
    return (1900 if digit >= 5 else 2000) + digit * 10


def _is_plain(word: Word, language: Language) -> bool:
    """ "may" and "march" are verbs, too."""
    return word.fold in ("may", "mar", "march", "sept") and word.text.islower()


def _give_year(atom: _Atom, year: int) -> None:
    atom.first += year * 12
    atom.last += year * 12
    atom.yearless = False


def _relative_year(
    words: Sequence[Word], at: int, language: Language, today: Month
) -> list[_Atom]:
    """ "last year", "this year", "the last five years"."""
    year = today // 12
    nearby = range(max(0, at - 2), min(len(words), at + 2))
    for near in nearby:
        said = words[near].fold
        if said in _words(language, "last"):
            between = words[near + 1 : at] if near < at else ()
            count = next((n for w in between if (n := language.number(w.fold))), 0)
            if count:
                return [_Atom(today - 12 * count, today, {near, *range(near, at + 1)})]
            return [_Atom((year - 1) * 12, year * 12 - 1, {near, at})]
        if said in _words(language, "this") and near < at:
            return [_Atom(year * 12, year * 12 + 11, {near, at})]
        if said in _words(language, "next") and near < at:
            return [_Atom((year + 1) * 12, year * 12 + 23, {near, at})]
    return []


def _relative(
    atom: _Atom, words: Sequence[Word], language: Language, today: Month
) -> None:
    """ "last summer": the latest that has begun."""
    at = min(atom.at)
    for near in (at - 1, at + 1):
        said = words[near].fold if 0 <= near < len(words) else ""
        for kind in ("last", "this", "next"):
            if said in _words(language, kind):
                year = today // 12 + (kind == "next")
                begun = year * 12 + atom.last < today
                _give_year(atom, year - (kind == "last" and not begun))
                atom.at.add(near)
                return


def _complete(atoms: list[_Atom]) -> None:
    """ "between January and July 2017": the first has the second's year."""
    years = [atom.first // 12 for atom in atoms if not atom.yearless]
    for atom in atoms:
        if atom.yearless:
            _give_year(atom, years[0] if years else 0)
