"""Tell which clauses of a sentence only deny something or repeat the visitor."""

from chatkit.answering.grounding.vocabulary import PATTERNS


class Clauses:
    """A sentence split at its conjunctions; offsets are those of the sentence."""

    def __init__(self, text: str, people: frozenset[str]) -> None:
        self._text = text
        breaks = PATTERNS["clause_break"].finditer(text)
        starts = [0, *(found.end() for found in breaks)]
        self._bounds = list(zip(starts, [*starts[1:], len(text)], strict=True))
        self._people = people

    def is_denied(self, start: int) -> bool:
        number, begin, end = self._around(start)
        clause = self._text[begin:end]
        if self._is_continued(number) or PATTERNS["exception"].search(clause):
            return False
        if PATTERNS["not_mentioned"].search(clause):
            return True
        denial = PATTERNS["denial"].search(clause)
        return denial is not None and denial.end() <= start - begin + 1

    def is_repeated(self, start: int, stop: int) -> bool:
        """Whether the clause only names it because the visitor did.

        What the person is, did or has is a claim in the visitor's words too.
        """
        number, begin, end = self._around(start)
        clause = self._text[begin:end]
        if self._is_continued(number) or self._is_about_person(self._text[stop:end]):
            return False
        markers = list(PATTERNS["visitor"].finditer(clause))
        before = [m for m in markers if begin + m.start() < start]
        if not before:
            return bool(markers) and not self._is_about_person(clause)
        marker = before[-1]
        between = self._text[begin + marker.end() : start]
        asked = any(m["asked"] for m in before) or "question" in between.lower()
        if self._is_about_person(between) and not (
            asked and PATTERNS["whether"].search(between)
        ):
            return False
        return not PATTERNS["biography"].search(clause[: before[0].start()])

    def _around(self, place: int) -> tuple[int, int, int]:
        for number, (begin, end) in enumerate(self._bounds):
            if begin <= place < end:
                return number, begin, end
        return 0, 0, len(self._text)

    def _is_continued(self, number: int) -> bool:
        """Whether the next clause says more about it: "Google, where she worked"."""
        if number + 1 >= len(self._bounds):
            return False
        begin, end = self._bounds[number + 1]
        following = self._text[begin:end]
        return bool(
            PATTERNS["relative"].match(following)
            or PATTERNS["affirmation"].match(following)
        )

    def _is_about_person(self, part: str) -> bool:
        words = part.lower().replace("’", "'").replace("'s", "").split()
        named = any(word.strip(".,;:!?()") in self._people for word in words)
        return named or bool(PATTERNS["person"].search(part))
