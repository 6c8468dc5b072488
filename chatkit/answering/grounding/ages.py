"""How old somebody is: never computed, and of the person only in their own words."""

import re
from collections.abc import Iterable

from chatkit.answering.grounding.amounts import find_amounts
from chatkit.answering.grounding.masking import Unsupported
from chatkit.answering.text.tokens import tokenize

_NUMBER = r"[\w-]+(?:\s(?:and|to|or|–|-)\s[\w-]+)?"
_AGE = re.compile(
    rf"\b(?:(?:aged|ages?|ages? of|age group)\s(?:about\s|between\s|from\s)?{_NUMBER}"
    rf"|{_NUMBER}[\s-]years?[\s-](?:olds?|of\sage)"
    r"|born (?:in|on|around)\s[\w\s]{4,20}|(?:in|into) (?:her|his|their|my|the)"
    r" (?:early |mid-?|late )*(?:twenties|thirties|forties|fifties|sixties|\d0s)"
    r"|(?:she|he|i|they) (?:is|am|are|turn(?:s|ed)) \d\d(?=[.,!]|$))",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:she|he|i|they)(?:['’](?:s|m|re)|\s(?:is|was|am|are|turn(?:s|ed)))\s(?:now |about )?$",
    re.IGNORECASE,
)
_YOUNG = re.compile(
    r"\b(?:aged?|old|child(?:ren)?|pupils?|teenagers?|kids|youths?)\b", re.IGNORECASE
)


class Ages:
    """The ages the passages give, of whomever."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._plain: list[str] = []
        self._values: set[float] = set()
        for text in texts:
            self._plain.append(_bare(text))
            if _YOUNG.search(text):
                self._values.update(v for a in find_amounts(text) for v in a.values)

    def support(self, age: Unsupported, text: str) -> bool:
        """Whether a passage says it so, or gives its numbers of somebody else."""
        said = text[age.start : age.end]
        if any(_bare(said) in plain for plain in self._plain):
            return True
        numbers = find_amounts(said)
        own = _PERSON.search(text[: age.start]) or _PERSON.match(said)
        return (
            bool(numbers)
            and not own
            and all(self._values.intersection(number.values) for number in numbers)
        )


def find_ages(text: str) -> list[Unsupported]:
    """Where a text speaks of an age."""
    return [Unsupported(*found.span()) for found in _AGE.finditer(text)]


def _bare(text: str) -> str:
    return f" {' '.join(word.exact for word in tokenize(text))} "
