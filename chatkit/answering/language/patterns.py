"""Rows of words, by stem, as visitors and résumés say something."""

from collections.abc import Sequence
from dataclasses import dataclass

GAP = 5  # words that a "*" of a pattern may stand for


@dataclass(frozen=True, slots=True)
class Pattern:
    """``parts`` are the words in order, each with its alternatives; None is a gap."""

    cue: str
    parts: tuple[frozenset[str] | None, ...]

    @property
    def weight(self) -> int:
        return sum(part is not None for part in self.parts)

    def match(self, keys: Sequence[str], at: int) -> tuple[int, ...] | None:
        """The places of its words in ``keys``, the first of them ``at``."""
        return _match(self.parts, keys, at, 0)


def _match(
    parts: tuple[frozenset[str] | None, ...], keys: Sequence[str], at: int, part: int
) -> tuple[int, ...] | None:
    if part == len(parts):
        return ()
    wanted = parts[part]
    if wanted is None:
        for skipped in range(GAP + 1):
            if (rest := _match(parts, keys, at + skipped, part + 1)) is not None:
                return rest
        return None
    if at >= len(keys) or keys[at] not in wanted:
        return None
    rest = _match(parts, keys, at + 1, part + 1)
    return None if rest is None else (at, *rest)
