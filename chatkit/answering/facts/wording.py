"""Dates, durations, counts and lists in the words of a language."""

from collections.abc import Iterable, Sequence

from chatkit.answering.facts import timeline
from chatkit.answering.facts.timeline import Interval, Month
from chatkit.answering.language.lexicon import DEFAULT, Language

MANY_YEARS = 10  # from which months are not counted


class Wording:
    def __init__(self, language: Language) -> None:
        self.language = language
        self.phrases = language.phrases

    def date(self, text: str) -> str:
        if not text:
            return ""
        year, *rest = text.split("-")
        if not rest:
            return year
        month = self.language.month_names[int(rest[0]) - 1]
        return str(self.phrases["span"]["months"].format(month=month, year=year))

    def month(self, month: Month) -> str:
        return self.date(f"{month // 12:04}-{month % 12 + 1:02}")

    def duration(self, intervals: Iterable[Interval]) -> str:
        """ "Two years and eight months", in words, since no passage states it."""
        merged = timeline.union(intervals)
        exact = not any(one.vague for one in merged)
        months = sum(one.months for one in merged)
        words = self.phrases["duration"]
        rounded = not exact or (months % 12 and months >= 12 * MANY_YEARS)
        if rounded:
            months = (months + (2 if exact else 6)) // 12 * 12 or 12
        years, months = divmod(months, 12)
        counted = {"year": years, "month": months if years < MANY_YEARS else 0}
        parts = [
            words[unit] if n == 1 else words[f"{unit}s"].format(count=self.number(n))
            for unit, n in counted.items()
            if n
        ]
        text = str(words["join"].join(parts)) or str(words["less"])
        return str(words["about"].format(text=text)) if rounded else text

    def number(self, number: int) -> str:
        if number == 1 and self.language.code != DEFAULT:
            return "1"  # in letters it has a gender
        words = self.language.number_words
        return words[number].replace("_", " ") if number < len(words) else str(number)

    def noun(self, kind: str, count: int) -> str:
        one, _, many = self.phrases["nouns"][kind].partition("|")
        return str((one if count == 1 else many).strip())

    def heading(self, kind: str) -> str:
        return str(self.phrases["headings"][kind])

    def join(self, items: Sequence[str], between: str = "list_and") -> str:
        *most, last = items
        return f"{', '.join(most)}{self.phrases[between]}{last}" if most else last
