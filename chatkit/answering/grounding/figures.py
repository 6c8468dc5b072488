"""The numbers and ages that the passages state."""

from collections.abc import Iterable

from chatkit.answering.grounding.vocabulary import PATTERNS
from chatkit.answering.parsing.amounts import UNITS, Amount, find_amounts
from chatkit.answering.parsing.contacts import find_contacts
from chatkit.answering.parsing.dates import find_dates
from chatkit.answering.parsing.masking import Span, blank_out
from chatkit.answering.text.tokens import tokenize

ROUNDED_FROM = 20  # smaller numbers are not rounded


class Figures:
    def __init__(self, texts: Iterable[str]) -> None:
        self._by_kind: dict[str, set[float]] = {}
        self._by_unit: dict[str, set[float]] = {}
        self._ratios: set[float] = set()
        self._shares: set[float] = set()
        self._parts: set[float] = set()
        self.differences: set[float] = set()
        for text in texts:
            self._add(text)

    def support(self, amount: Amount) -> bool:
        if amount.kind == "fold":
            folds = self._ratios | self._by_kind.get("fold", set())
            return any(k / 1.4 <= v <= k * 1.1 for v in amount.values for k in folds)
        known = self._by_kind.get(amount.kind, set())
        if amount.unit and not amount.kind:
            known = self._by_unit.get(amount.unit, set())
        if amount.kind == "percent":
            known = known | self._shares | {100 * part for part in self._parts}
        if amount.vague:
            least = amount.values[0]
            return any(least <= value < 10 * least for value in known)
        return any(fits(v, k, amount.hedge) for v in amount.values for k in known)

    def support_share(self, share: float, hedge: str = "") -> bool:
        percents = {value / 100 for value in self._by_kind.get("percent", ())}
        percents |= {value / 100 for value in self._shares}
        percents |= {1 / ratio for ratio in self._ratios} | self._parts
        most = 1.5 if hedge == "over" else 1.15
        least = 0.5 if hedge == "under" else 0.85
        return any(least * share <= known <= most * share for known in percents)

    def support_ratio(self, ratio: float, hedge: str = "") -> bool:
        most = 1.5 if hedge == "over" else 1.25
        return any(0.95 * ratio <= known <= most * ratio for known in self._ratios)

    def _add(self, text: str) -> None:
        text = blank_out(text, [*find_contacts(text), *find_dates(text)])
        found = find_amounts(text)
        for amount in found:
            self._by_kind.setdefault(amount.kind, set()).update(amount.values)
        plain = {v for a in found if not a.kind for v in a.values}
        said = {word.exact for word in tokenize(text)}
        for unit in UNITS:
            if unit in said or f"{unit}s" in said:
                self._by_unit.setdefault(unit, set()).update(plain)
        for first, second in zip(found, found[1:], strict=False):
            between = text[first.end : second.start]
            if not (first.kind or second.kind or first.unit or second.unit):
                part, whole = sorted((first.values[0], second.values[0]))
                if whole:
                    self._parts.add(part / whole)
            if (first.kind == second.kind or second.kind == "percent") and PATTERNS[
                "change"
            ].search(between):
                self._compare(
                    first.values[0],
                    second.values[0],
                    is_percent="percent" in {first.kind, second.kind},
                )

    def _compare(self, first: float, second: float, *, is_percent: bool) -> None:
        low, high = sorted((first, second))
        self.differences.add(round(high - low, 6))
        if low > 0:
            self._ratios.add(high / low)
            self._shares.add(round(100 * (1 - low / high), 1))
            self._shares.add(round(100 * (second - first) / first, 1))
            if is_percent:
                self._shares.add(abs(second - first))  # percentage points


def fits(value: float, known: float, hedge: str) -> bool:
    if value == known:
        return True
    if hedge == "over" and known >= 12:
        return value <= known <= 1.25 * value
    if known < ROUNDED_FROM:
        return hedge == "about" and value > 2 and abs(value - known) <= 0.15 * known
    if hedge == "about":
        return abs(value - known) <= 0.1 * known
    if hedge == "under":
        return 0.9 * value <= known <= value
    return value >= ROUNDED_FROM and value == round(known) != known


class Ages:
    """Ages are never computed; the person's must be stated in the same words."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._plain: list[str] = []
        self._values: set[float] = set()
        for text in texts:
            self._plain.append(_bare(text))
            if PATTERNS["age_group"].search(text):
                self._values.update(v for a in find_amounts(text) for v in a.values)

    def support(self, age: Span, text: str) -> bool:
        said = text[age.start : age.end]
        if any(_bare(said) in plain for plain in self._plain):
            return True
        numbers = find_amounts(said)
        own = PATTERNS["person_is"].search(text[: age.start]) or PATTERNS[
            "person_is"
        ].match(said)
        return (
            bool(numbers)
            and not own
            and all(self._values.intersection(number.values) for number in numbers)
        )


def find_ages(text: str) -> list[Span]:
    return [Span(*found.span()) for found in PATTERNS["age"].finditer(text)]


def _bare(text: str) -> str:
    return f" {' '.join(word.exact for word in tokenize(text))} "
