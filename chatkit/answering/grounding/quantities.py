"""Is an amount of a sentence one of the evidence, of the same thing?"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from chatkit.answering.grounding import times
from chatkit.answering.grounding.figures import fits
from chatkit.answering.grounding.library import LASTING, Entry, Library, Statement
from chatkit.answering.grounding.said import TIMES, Said
from chatkit.answering.grounding.vocabulary import (
    CLAIMS,
    COUNTED,
    MEASURES,
    META,
    PATTERNS,
)
from chatkit.answering.parsing.amounts import Amount
from chatkit.answering.parsing.dates import total_months
from chatkit.answering.parsing.language import is_known, keys
from chatkit.answering.parsing.masking import Span
from chatkit.answering.parsing.reading import Reading, Word
from chatkit.answering.parsing.shares import Share
from chatkit.answering.passages import Kind
from chatkit.answering.text.tokens import stem

PEOPLE = frozenset(
    ["people", "person", "persons", "members", "staff", "employees", "colleagues"]
)
TEAM = frozenset({stem("team"), stem("crew"), stem("brigade"), stem("staff")})
LEAD = keys("supervise") & keys("lead")
DOUBLE = frozenset({stem("doubled"), stem("twice")})
HALF = frozenset({stem("halved"), stem("half")})
NEAR = 4  # words around an amount that say what it counts
_ITEM = re.compile(r",\s(?:and\s)?|\sand\s|\sor\s")
_CROWNS = frozenset({"KR", "SEK", "NOK", "DKK"})
_OF = re.compile(
    r"\bof\s(?:about\s|over\s|around\s|some\s|nearly\s|almost\s|more than\s|up to\s)?$",
    re.I,
)
MOST_META = 12  # "ten highlights" counts an answer's own items
_BY = re.compile(r"\b(?:by|in)\s$", re.I)
_CHANGED = re.compile(
    r"[\s-]*(?:\w+\s)?(?:faster|quicker|shorter|slower|longer|less|fewer|more|earlier|later|points?)\b",
    re.I,
)
_BREAK = re.compile(
    r"[.,;:!?()]|\b(?:by|through|without|which|who|that|while|because|and|at|in|for|on|from"
    r"|to|as|since|with|under|instead|or)\b"
)


def find_evidence(
    amount: Amount, said: Said, span: Span, entries: Sequence[Entry]
) -> Statement | bool:
    """The statement that has it; True where it follows from dates or by counting."""
    reading, library = said.reading, said.library
    if _is_denied(amount, reading) or _is_part(amount, reading):
        return True
    for entry in entries:
        for statement in entry.statements:
            if _states(amount, reading, entry, statement):
                return statement
    if amount.values == (1.0,):
        return True
    if amount.unit in {"year", "decade", "month"} and not amount.kind:
        sets = [*([entry] for entry in entries), entries]
        if any(times.is_length_of(amount, some) for some in sets):
            return True
        is_career = amount.unit != "month" and not said.named_within(span)
        if is_career and times.is_length(amount, set(total_months(library.positions))):
            return True
    return _is_count(amount, said, entries) or _is_place_count(amount, reading, library)


def _states(
    amount: Amount, reading: Reading, entry: Entry, statement: Statement
) -> bool:
    figures = statement.figures
    for known in statement.reading.amounts:
        if (
            _same_kind(amount.kind, known.kind)
            and _same_unit(amount, known, statement.reading)
            and any(
                fits(v, k, amount.hedge) for v in amount.values for k in known.values
            )
            and not _leads_others(amount, reading, entry, statement)
            and _counts_the_same(amount, reading, known, statement.reading)
        ):
            return True
    if amount.kind == "percent" and any(
        round(100 * share.value) in amount.values for share in statement.reading.shares
    ):
        return True
    if amount.kind in {"percent", "fold"} or amount.vague:
        return figures.support(amount)
    around = reading.text[: amount.start][-4:], reading.text[amount.end :][:40]
    return bool(
        figures.differences.intersection(amount.values)
        and (_BY.search(around[0]) or _CHANGED.match(around[1]))
    )


def is_led(entry: Entry) -> bool:
    """Whether its title is that of a head: "Owner", "Director"."""
    head = entry.statements[0].reading
    return entry.kind in LASTING and bool(CLAIMS["leaders"] & head.exacts)


def _leads_others(
    amount: Amount, reading: Reading, entry: Entry, statement: Statement
) -> bool:
    """ "She leads 75 electricians", where the firm only has them."""
    start = max(reading.text.rfind(stop, 0, amount.start) for stop in ",;:.(")
    before = reading.between(start, amount.start)
    leads = [w for w in before if LEAD & w.keys]
    is_told = LEAD & statement.reading.keys or is_led(entry)
    return bool(leads) and not is_told


def _same_kind(one: str, other: str) -> bool:
    return one == other or {one, other} <= _CROWNS


def share_of(share: Share, entries: Sequence[Entry]) -> Statement | None:
    for entry in entries:
        for statement in entry.statements:
            if share.value > 1:
                if statement.figures.support_ratio(share.value, share.hedge) or (
                    share.value == 2 and statement.reading.keys & DOUBLE  # noqa: PLR2004
                ):
                    return statement
                continue
            if statement.figures.support_share(share.value, share.hedge):
                return statement
            if share.value == 0.5 and statement.reading.keys & HALF:
                return statement
            if any(s.value == share.value for s in statement.reading.shares):
                return statement
    return None


def _same_unit(amount: Amount, known: Amount, evidence: Reading) -> bool:
    if amount.unit and not known.unit:
        return stem(amount.unit) in evidence.keys
    return not known.unit or not amount.unit or amount.unit == known.unit


def _counts_the_same(
    amount: Amount, reading: Reading, known: Amount, evidence: Reading
) -> bool:
    counted = [w for w in following(reading, amount) if not _is_time(w)]
    if reading.code == "de":  # a noun is written large
        counted = [w for w in counted if w.large or is_known(w.exact)]
    if _heads_the_same(amount, reading, evidence):
        return True
    if not counted:
        if not _OF.search(reading.text[max(0, amount.start - 30) : amount.start]):
            return True
        before = preceding(reading, amount)[-1:]  # "a team of 84"
        before = [word for word in before if not word.is_neutral]
        return not before or any(word.keys & evidence.keys for word in before)
    if reading.code != evidence.code and not following(evidence, known):
        return True
    own, theirs = preceding(reading, amount)[-1:], preceding(evidence, known)[-1:]
    if (
        own
        and theirs
        and own[0].keys & theirs[0].keys
        and not following(evidence, known)
    ):
        return True  # "Level 3"
    after = following(evidence, known)
    measure = MEASURES & counted[0].keys
    if measure and after and MEASURES & after[0].keys:
        return bool(measure & after[0].keys)
    around = [w for w in after or preceding(evidence, known) if not _is_time(w)]
    if reading.code != evidence.code and not any(is_known(w.exact) for w in around):
        return True  # it could not be translated
    if not around:
        return True
    shared = frozenset(key for word in around for key in word.keys)
    if counted[0].exact in PEOPLE and TEAM & evidence.keys:
        return True
    return any(word.keys & shared for word in counted)


def _is_time(word: Word) -> bool:
    return word.exact.removesuffix("s") in TIMES


def _heads_the_same(amount: Amount, reading: Reading, evidence: Reading) -> bool:
    """ "A workforce of 160", of 160 employees."""
    if not _OF.search(reading.text[max(0, amount.start - 30) : amount.start]):
        return False
    head = [w for w in preceding(reading, amount)[-1:] if not w.is_neutral]
    return any(w.keys & evidence.keys for w in head)


@lru_cache(maxsize=4_096)
def following(reading: Reading, amount: Amount) -> list[Word]:
    """The words that say what an amount counts."""
    stop = _BREAK.search(reading.text, amount.end)
    ends = [stop.start()] if stop else []
    ends += [other.start for other in reading.amounts if other.start >= amount.end][:1]
    ends += [other.start for other in reading.dates if other.start >= amount.end][:1]
    words = reading.between(amount.end, min(ends, default=len(reading.text)))
    return [word for word in words if not word.is_function][:NEAR]


def preceding(reading: Reading, amount: Amount) -> list[Word]:
    words = [w for w in reading.words if w.end <= amount.start and not w.is_function]
    return words[-NEAR:]


def _is_denied(amount: Amount, reading: Reading) -> bool:
    before = reading.text[max(0, amount.start - 12) : amount.start]
    return bool(re.search(r"\bnot\s(?:\w+\s)?$", before))


def _is_part(amount: Amount, reading: Reading) -> bool:
    """ "Two of them", after a count."""
    rest = reading.text[amount.end :]
    return bool(re.match(r"\sof\s(?:them|these|those|which|whom)\b", rest)) and any(
        other.values[0] >= amount.values[0]
        for other in reading.amounts
        if other.end <= amount.start
    )


def _is_count(amount: Amount, said: Said, entries: Sequence[Entry]) -> bool:
    """Whether it counts entries of a kind, or what the sentence lists, rightly."""
    reading, library = said.reading, said.library
    if amount.values[0] in _listed(said, amount):
        return True
    for word in following(reading, amount)[:3]:
        is_meta = META & word.keys or word.exact in META
        if is_meta and not any(word.keys & entry.keys for entry in entries):
            return amount.values[0] <= MOST_META
        kinds = [kind for kind, nouns in COUNTED.items() if nouns & word.keys]
        if kinds:
            return amount.values[0] in set(_counts(kinds, word, reading, library))
    return False


def _counts(
    kinds: Sequence[Kind], noun: Word, reading: Reading, library: Library
) -> Iterator[int]:
    for kind in kinds:
        entries = library.of_kind(kind)
        yield len(entries)
        yield len({e.passage.facts.organization for e in entries})
        if kind == Kind.POSITION:
            yield len({getattr(e.passage.facts, "title", "") for e in entries})
    total = sum(len(library.of_kind(kind)) for kind in kinds)
    if PATTERNS["part_of"].search(reading.text[: noun.start][-30:]) or PATTERNS[
        "part_of"
    ].match(reading.text[noun.end :]):
        yield from range(1, total)


def _listed(said: Said, amount: Amount) -> set[int]:
    """How many things the sentence itself lists, after a colon or by name."""
    listed = _ITEM.split(said.reading.text[amount.end :].partition(":")[2])
    named = {id(entry) for _, _, entry in said.named}
    return {
        count
        for count in (len([x for x in listed if x.strip()]), len(named))
        if count > 1
    }


def _is_place_count(amount: Amount, reading: Reading, library: Library) -> bool:
    after = following(reading, amount)[:2]
    if not any(
        word.exact in {"cities", "towns", "places", "countries"} for word in after
    ):
        return False
    places = {
        place
        for entry in library.entries
        if (place := getattr(entry.passage.facts, "place", ""))
        and entry.kind == Kind.POSITION
    }
    return amount.values[0] <= len(places)
