"""Text to words, fast and in any language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

WORD = re.compile(
    r"(?:(?<![^\W_])\.)?"  # the dot of ".NET"
    r"[^\W_]+"
    r"(?:[.&][^\W_]+)*"  # "Node.js", "R&D", "2.2"
    r"[+#]*"  # "C++", "C#"
)


@dataclass(frozen=True, slots=True)
class SplitWord:
    text: str
    start: int
    end: int


def split_words(text: str) -> Iterator[SplitWord]:
    """Compounds with hyphens and elisions ("l'hôpital") are several words."""
    for found in WORD.finditer(text):
        yield SplitWord(found.group(), found.start(), found.end())
