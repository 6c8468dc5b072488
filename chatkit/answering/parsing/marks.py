"""The citation marks of a sentence."""

import re
from collections.abc import Sequence

_LIST = r"\d{1,4}(?:\s?(?:[,;–-]|and)\s?\^?\d{1,4}){0,8}"
MARK = re.compile(
    rf"[ \t]*(?:\[\s?(?:\^|[Pp]assages? )?(?P<list>{_LIST})\s?\](?:\([^)\s]*\))?"
    r"|【(?P<one>\d{1,4})[^】\n]{0,16}】)"
)
_NUMBER = re.compile(r"(\d{1,4})(?:\s?[–-]\s?(\d{1,4}))?")
BOUND = "\N{SYMBOL FOR UNIT SEPARATOR}"
MAX_RANGE = 12  # passages


def cited_numbers(text: str) -> list[int]:
    """Each number once, in order, with the numbers of ranges."""
    numbers: dict[int, None] = {}
    for mark in MARK.finditer(text):
        for first, last in _NUMBER.findall(mark["list"] or mark["one"]):
            for number in range(int(first), int(last or first) + 1)[:MAX_RANGE]:
                numbers[number] = None
    return list(numbers)


def without_marks(text: str) -> str:
    return MARK.sub("", text)


def as_bounds(text: str) -> str:
    """With a ``BOUND`` for each mark inside: another passage says what follows."""
    return re.sub(rf"\s*{BOUND}(?=[\s{BOUND}\W]*$)", "", MARK.sub(f" {BOUND}", text))


def with_marks(text: str, numbers: Sequence[int]) -> str:
    """These marks at the end, instead of all others."""
    bare = MARK.sub("", text)
    end = len(bare.rstrip())
    added = "".join(f"[{number}]" for number in numbers)
    return f"{bare[:end]} {added}{bare[end:]}" if added else bare
