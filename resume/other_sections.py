"""Sections of a document that the standard does not know: their titles and texts.

People write them as a text, a list of texts, or objects under keys of their own choice.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

TITLES = ("title", "name", "heading", "label")
TEXTS = ("text", "summary", "description", "content", "body", "details")
LISTS = ("items", "entries", "highlights", "keywords", "points")
ADDRESSES = ("url", "website", "link")
#: Keys for programs, and texts that only they read: a language code, a number.
PRIVATE = re.compile(r"[$_]|x-", re.IGNORECASE)
PROSE = re.compile(r"\S+\s+\S+")


@dataclass(frozen=True, slots=True)
class Block:
    """``details`` are the short values beside the texts: a date, a number."""

    title: str = ""
    url: str = ""
    details: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OtherSection:
    key: str
    title: str
    blocks: tuple[Block, ...]


def other_sections(extra: Mapping[str, Any]) -> Iterator[OtherSection]:
    for key, value in extra.items():
        if PRIVATE.match(key) or not _is_for_readers(value):
            continue
        named = isinstance(value, Mapping) and any(value.get(k) for k in LISTS)
        title = _first(value, TITLES) if named else ""
        blocks = tuple(_blocks(value, is_named=bool(title)))
        if blocks:
            yield OtherSection(key, title or in_words(key), blocks)


def in_words(key: str) -> str:
    """``coverLetter`` and ``cover_letter``: Cover letter. What has spaces is in words."""
    if " " in key.strip():
        return key.strip()
    spaced = re.sub(r"[_\s-]+|(?<=[a-z])(?=[A-Z][a-z])", " ", key).strip()
    lower = spaced if spaced.isupper() else spaced.lower()
    return lower[:1].upper() + lower[1:]


def _is_for_readers(value: Any) -> bool:
    match value:
        case str():
            return bool(PROSE.search(value))
        case Mapping():
            return any(value.get(key) for key in (*TEXTS, *LISTS))
        case list():
            return any(
                _is_for_readers(item) or _first(item, TITLES)
                if isinstance(item, Mapping)
                else isinstance(item, str) and item.strip()
                for item in value
            )
    return False


def _blocks(value: Any, *, is_named: bool = False) -> Iterator[Block]:
    match value:
        case str():
            yield Block(texts=(value,))
        case list():
            for is_object, found in groupby(value, lambda v: isinstance(v, Mapping)):
                if is_object:
                    yield from (block for item in found for block in _blocks(item))
                elif items := _texts(found):
                    yield Block(items=items)
        case Mapping():
            known = {*TITLES, *TEXTS, *LISTS, *ADDRESSES}
            lists = [value[key] for key in LISTS if isinstance(value.get(key), list)]
            inner = [item for found in lists for item in found]
            block = Block(
                "" if is_named else _first(value, TITLES),
                _first(value, ADDRESSES),
                _texts(v for key, v in value.items() if key not in known),
                _texts(value.get(key) for key in TEXTS),
                _texts(inner),
            )
            if block != Block():
                yield block
            yield from _blocks([item for item in inner if isinstance(item, Mapping)])


def _first(value: Any, keys: tuple[str, ...]) -> str:
    return next(iter(_texts(value.get(key) for key in keys)), "")


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    """The texts among them, and the numbers."""
    return tuple(
        str(value).strip()
        for value in values
        if isinstance(value, str | int | float)
        and not isinstance(value, bool)
        and str(value).strip()
    )
