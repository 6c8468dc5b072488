"""Parse numbers: ``1,200``, ``1.200``, ``€412k``, ``five``, ``38 %``."""

import re
from dataclasses import dataclass, replace

from chatkit.answering.grounding.vocabulary import (
    CURRENCIES,
    ORDINALS,
    SCALES,
    SMALL,
    TENS,
)
from chatkit.answering.parsing.masking import Span

_WORDS: dict[str, float] = {
    **{word: value for value, word in enumerate(SMALL)},
    **{word: 10 * value for value, word in enumerate(TENS, 2)},
    **{f"{word}th": value for value, word in enumerate(SMALL) if value > 3},
    **ORDINALS,
}
UNITS = ("second", "minute", "hour", "day", "week", "month", "year", "decade")

_NAMED = "|".join(sorted(_WORDS, key=len, reverse=True))
_SCALED = "dozen|hundred|thousand|million|billion|trillion"
_MONEY = "€|\\$|£|¥|₹|R\\$|(?<!\\w)R(?=\\d)|(?:eur|usd|gbp|chf|sek|nok|dkk|jpy)\\b"
_AMOUNT = re.compile(
    rf"(?:(?P<before>{_MONEY})\s?)?"
    r"(?:(?:(?<!\w)|(?<=\bR))(?<!\d[.,])(?P<digits>\d{1,3}(?:[,.'’ \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?"
    r"|\d+(?:[.,]\d+)?)(?:(?P<short>k|K|M|m|bn|B)(?![\w-]))?"
    rf"(?:[\s-]?(?P<scale>(?:{_SCALED}|mio))s?\b\.?)?"
    rf"|\b(?P<words>(?:(?:{_NAMED})(?:(?:[\s-]|(?<=hundred|housand)\sand\s)(?:{_NAMED}|{_SCALED})s?)*"
    rf"|{_SCALED})(?P<plural>s)?)\b)"
    r"(?P<half>\sand\sa\shalf\b)?(?P<ordinal>(?:st|nd|rd|th)\b)?(?P<plus>\s?\+)?"
    r"(?:\s?(?P<percent>%|per\s?cent\b|percentage(?:\spoints?)?|pp\b)"
    rf"|\s?(?:of\s|d[e'’]\s?)?(?:(?:US|Australian|Canadian|New Zealand|Singapore)\s)?(?P<after>{_MONEY}|(?:euro|dollar|pound|franc|kron(?:or|er)|kr|yen|rupee|rand|zloty|peso|real|reais)s?\b)"
    r"|(?P<fold>[\s-]?(?:x\b|×|fold\b|times\b)))?"
    rf"(?:(?:[\s-]|\s(?!(?:an?|per|each|every|of|in)\s)\w+\s)(?P<unit>{'|'.join(UNITS)})s?\b)?",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"\b(?:(?P<about>about|around|roughly|approximately|some|circa|~)"
    r"|(?P<under>nearly|almost|under|below|up to|close to|(?:less|fewer) than)"
    r"|(?P<over>over|above|than|exceeding|least))\s*(?:a\s)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount(Span):
    """``values`` are its possible readings: "1.200" is 1200 or 1.2.

    ``kind`` is "", "percent", "fold" or a currency; ``hedge`` is "", "about", "over" or
    "under"; ``vague`` is a plural like "hundreds", with the least value it may mean.
    """

    values: tuple[float, ...]
    kind: str = ""
    unit: str = ""
    hedge: str = ""
    vague: bool = False


def find_amounts(text: str) -> list[Amount]:
    amounts: list[Amount] = []
    for found in _AMOUNT.finditer(text):
        amount = _parse(found, text)
        previous = amounts[-1] if amounts else None
        if previous and _is_range(text[previous.end : amount.start]):
            amounts[-1] = replace(
                previous,
                unit=previous.unit or amount.unit,
                kind=previous.kind or amount.kind,
            )
        if previous and _goes_on(previous, amount, text):
            months = 12 * previous.values[0] + amount.values[0]
            amounts[-1] = replace(
                previous, end=amount.end, values=(months,), unit="month"
            )
        elif amount.unit or amount.kind or not found["words"] or amount.values[0] > 1:
            amounts.append(amount)
    return amounts


def _parse(found: re.Match[str], text: str) -> Amount:
    digits, words = found["digits"], (found["words"] or "").lower()
    values = _parse_digits(digits) if digits else (_parse_words(words),)
    if found["half"]:
        values = tuple(value + 0.5 for value in values)
    scale = SCALES.get((found["short"] or found["scale"] or "").lower(), 1)
    currency = (found["before"] or found["after"] or "").lower()
    kind = "fold" if found["fold"] else "percent" if found["percent"] else ""
    if currency:
        kind = CURRENCIES[currency if currency in CURRENCIES else currency[:-1]]
    hedge = _HEDGE.search(text, max(0, found.start() - 30), found.start())
    return Amount(
        found.start(),
        found.end(),
        tuple(round(value * scale, 6) for value in values),
        kind,
        (found["unit"] or "").lower(),
        "over" if found["plus"] else (hedge.lastgroup or "") if hedge else "",
        vague=bool(found["plural"]) and words.rstrip("s").endswith(tuple(SCALES)),
    )


def _parse_digits(text: str) -> tuple[float, ...]:
    groups = re.split(r"[,.'’ \u00a0\u202f]", text)
    if len(groups) == 1:
        return (float(text),)
    decimal = float(f"{''.join(groups[:-1])}.{groups[-1]}")
    whole = float("".join(groups))
    if len(groups[-1]) != 3 or len(groups[0]) > 3:
        return (decimal,)
    return (whole, decimal) if len(groups) == 2 else (whole,)


def _parse_words(words: str) -> float:
    total = part = 0.0
    for word in re.findall(r"[a-z]+", words):
        if (scale := SCALES.get(word.rstrip("s"), 0)) and word != "m":
            part = (part or 1) * scale
            if scale >= 1e3:
                total, part = total + part, 0.0
        else:
            part += _WORDS.get(word, _WORDS.get(word.rstrip("s"), 0))
    return total + part


def _goes_on(years: Amount, months: Amount, text: str) -> bool:
    """ "Three years and two months" is one amount."""
    units = (years.unit, months.unit) == ("year", "month")
    return units and text[years.end : months.start].strip() in {"", ",", "and"}


def _is_range(between: str) -> bool:
    between = between.strip().lower()
    return between in {"-", "–", "to", "to the", "and", "or", "instead of"}
