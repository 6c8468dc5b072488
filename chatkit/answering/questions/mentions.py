"""Which entries a question names: "Kestrel" for Kestrel Health Trust, "the bank"."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from chatkit.answering.facts.career import DATED, STAGES, Career, Entry
from chatkit.answering.facts.index import Index
from chatkit.answering.facts.terms import Term, covers
from chatkit.answering.language.lexicon import Language
from chatkit.answering.language.words import Word
from chatkit.answering.passages import Kind
from chatkit.answering.questions.terms import LIGHT
from chatkit.answering.text.tokens import fold
from chatkit.answering.text.words import split_words

NAMING = (*DATED, Kind.REFERENCE)
YEAR = 12  # months
#: Cues of kinds that a time may be told by.
SETTINGS = {
    "study": Kind.STUDY,
    "graduation": Kind.STUDY,
    "volunteering": Kind.VOLUNTEERING,
}
CLOSE = 0.95  # of the best hit's score
SHORTEST = 3  # letters of a word that names alone

Placed = tuple[frozenset[int], Term]


@dataclass(frozen=True, slots=True)
class Mention:
    """``places`` are the words of the question; ``described``: by what it is, not by
    its name."""

    entries: tuple[Entry, ...]
    places: frozenset[int]
    described: bool = False


def find_mentions(
    words: Sequence[Word], career: Career, index: Index, language: Language
) -> list[Mention]:
    found: dict[frozenset[int], list[Entry]] = {}
    asked: dict[str, list[int]] = {}
    for at, word in enumerate(words):
        asked.setdefault(word.fold, []).append(at)
    for entry in career.of(*NAMING):
        best = max(
            (
                _named(words, asked, name, whole, language)
                for name, whole in _names(entry)
                if not asked.keys().isdisjoint(name)
            ),
            key=len,
            default=frozenset[int](),
        )
        if len(best) == 1 and _is_common(words[min(best)], index, entry):
            continue
        if best and not {words[at].fold for at in best} <= career.places:
            found.setdefault(best, []).append(entry)
    chosen: list[Mention] = []
    for places in sorted(found, key=lambda one: (-len(one), min(one))):
        if all(places.isdisjoint(mention.places) for mention in chosen):
            chosen.append(Mention(tuple(found[places]), places))
    return sorted(chosen, key=lambda mention: min(mention.places))


def _names(entry: Entry) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Its names, folded; True where only the whole name will do."""
    facts = entry.passage.facts
    yield _folds(facts.organization), False
    title = facts.title or facts.who
    yield _folds(title), entry.kind in (Kind.POSITION, Kind.VOLUNTEERING, Kind.STUDY)
    if "(" in title:
        yield _folds(title.partition("(")[2]), False


@lru_cache(maxsize=16_384)
def _folds(text: str) -> tuple[str, ...]:
    return tuple(fold(word.text) for word in split_words(text))


def _named(
    words: Sequence[Word],
    asked: Mapping[str, Sequence[int]],
    name: Sequence[str],
    whole: bool,
    language: Language,
) -> frozenset[int]:
    """``asked`` has the places of each of the words."""
    telling = {part: None for part in name if part not in language.function}
    places = _longest_row(sorted(at for one in telling for at in asked.get(one, ())))
    held = {words[at].fold for at in places}
    complete = held >= telling.keys()
    if not places or (whole and not (complete and len(telling) > 1)):
        return frozenset()
    if complete and (len(telling) > 1 or _is_name(words, places[0], language)):
        # With the words of grammar that belong to the name: "Best Young Chef".
        first, last = places[0], places[-1] + 1
        while first and words[first - 1].fold in name:
            first -= 1
        while last < len(words) and words[last].fold in name:
            last += 1
        return frozenset(range(first, last))
    distinct = any(_is_distinct(words[at], language) for at in places)
    leads = next(iter(telling)) in held or len(held) * 2 >= len(telling)
    plain = distinct and leads and not _runs_on(words, places)
    return frozenset(places) if plain else frozenset()


def _is_distinct(word: Word, language: Language) -> bool:
    """No word of the language, or written like a name and no word for what an entry is
    ("University")."""
    if len(word.fold) < SHORTEST or word.fold.isdigit():
        return False
    asks = word.key in language.cues or (word.key,) in language.concept_names
    return not language.knows(word.fold) or (word.named and not asks)


def _is_common(word: Word, index: Index, entry: Entry) -> bool:
    """ "Bridges" is no name of the Institution of Bridges where it is built, too."""
    alone = any(name[:1] == (word.fold,) for name, _ in _names(entry))
    return not word.named and not alone and index.is_common(word.fold)


def _longest_row(places: Sequence[int]) -> list[int]:
    rows: list[list[int]] = []
    for at in places:
        if rows and at - rows[-1][-1] <= 2:  # noqa: PLR2004 -- "of", "&"
            rows[-1].append(at)
        else:
            rows.append([at])
    return max(rows, key=len, default=[])


def _is_name(words: Sequence[Word], at: int, language: Language) -> bool:
    """A name of one word that is a word of the language, too: "at Visa", not "a visa"."""
    word = words[at]
    placed = bool(at) and words[at - 1].fold in language.places
    return word.named or placed or not language.knows(word.fold)


def _runs_on(words: Sequence[Word], places: Sequence[int]) -> bool:
    """ "Harbour Bank" is not Harbour Clinic."""
    first, last = places[0], places[-1]
    if not all(words[at].named for at in places):
        return False
    before, after = words[max(0, first - 1) : first], words[last + 1 : last + 2]
    return any(
        one.named and abs(gap) <= 1
        for one, gap in (
            *((word, words[first].start - word.end) for word in before),
            *((word, word.start - words[last].end) for word in after),
        )
    )


def describe(
    words: Sequence[Word],
    terms: Sequence[Placed],
    index: Index,
    career: Career,
    language: Language,
    *,
    anywhere: bool = False,
) -> Mention | None:
    """What follows "at", "in" or "during", where it is what an entry is: "the bank".

    ``anywhere``: whatever follows.
    """
    placed = [
        (places, term)
        for places, term in terms
        if (anywhere or _follows(words, min(places), language.places, language))
        and not any(concept.startswith("language_") for concept in term.concepts)
    ]
    looked_up = [term for _, term in placed]
    entries = _described(looked_up, index, career, language, STAGES) if placed else ()
    places = frozenset[int]().union(*(one for one, _ in placed))
    return Mention(tuple(entries), places, described=True) if entries else None


def _described(
    row: Sequence[Term],
    index: Index,
    career: Career,
    language: Language,
    kinds: Sequence[str],
    *,
    strict: bool = True,
) -> list[Entry]:
    """Entries that are what the terms say; where none is and this is not ``strict``,
    those that say it."""
    scope = {entry.id for entry in career.of(*kinds)}
    hits = [
        hit
        for hit in index.search(row, language, scope)
        if not hit.passage.parent and covers([hit], row) == 1
    ]
    named = [h for h in hits if all(index.describes(h.passage, term) for term in row)]
    if not strict:
        named = [h for h in named or hits if h.score >= hits[0].score * CLOSE]
    return [entry for hit in named if (entry := career.entry(hit.passage.id))]


def describe_each(
    words: Sequence[Word],
    terms: Sequence[Placed],
    index: Index,
    career: Career,
    language: Language,
    *,
    beside: bool = False,
) -> list[Mention]:
    """Things compared or placed in time by what they are: "before Leeds or after".

    ``beside``: only what follows a word such as "before".
    """
    found: list[Mention] = []
    for places, row in _rows(terms):
        light = all(term.weight <= LIGHT for term in row)
        if light or (beside and not _is_beside(words, min(places), language)):
            continue
        entries = _described(row, index, career, language, DATED, strict=False)[:3]
        if entries:
            found.append(Mention(tuple(entries), places, described=True))
    return found


def _follows(
    words: Sequence[Word], at: int, wanted: Set[str], language: Language
) -> bool:
    """Whether one of these words stands before it, with words of grammar between."""
    at -= 1
    while at >= 0 and words[at].fold in language.function - wanted:
        at -= 1
    return at >= 0 and words[at].fold in wanted


def _is_beside(words: Sequence[Word], at: int, language: Language) -> bool:
    return _follows(words, at, language.sides | language.joins, language)


def _rows(terms: Sequence[Placed]) -> Iterator[tuple[frozenset[int], list[Term]]]:
    """Terms that no word stands between belong together: "data science internship"."""
    row: list[Term] = []
    places: frozenset[int] = frozenset()
    for at, term in terms:
        if row and min(at) != max(places) + 1:
            yield places, row
            row, places = [], frozenset()
        row.append(term)
        places |= at
    if row:
        yield places, row


def kinds_beside(
    words: Sequence[Word],
    cues: Mapping[str, tuple[int, ...]],
    career: Career,
    language: Language,
) -> Iterator[tuple[str, Mention]]:
    """ "After university": a kind that something is before or after, and its cue."""
    for cue, kind in SETTINGS.items():
        entries = career.by_time(career.of(kind))
        for at in cues.get(cue, ()):
            beside = "first_of" in cues or _is_beside(words, at, language)
            if entries and beside:
                yield cue, Mention(tuple(_one(entries, career)), frozenset({at}))
                break


def _one(entries: Sequence[Entry], career: Career) -> Sequence[Entry]:
    """The first course of study, with those that it led straight to."""
    block = [entries[-1]]
    for entry in entries[-2::-1]:
        last, start = career.interval(block[-1]), career.start(entry)
        if last is None or start > last.last + YEAR or entry.kind != Kind.STUDY:
            break
        block.append(entry)
    return block
