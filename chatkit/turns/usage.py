"""What the model has cost since midnight UTC, counted in the ledger, and in words.

Turns that a model or an agent answered count, and those in which it was asked in vain.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from django.core.cache import caches
from django.db.models import BooleanField, Count, F, Func, Max, Q, QuerySet, Sum
from django.utils import timezone

from chatkit.config.resolve import Config
from chatkit.models import Outcome, Turn

logger = logging.getLogger(__name__)

Level = Literal["ok", "near", "spent"]

DAY = 24 * 60 * 60  # seconds
PRICED = 1_000_000  # tokens, which prices are for
RUNNING = Q(outcome=Outcome.RUNNING)
TOKENS = F("input_tokens") + F("output_tokens")
#: ``models.COSTLY`` in the index's own words: for parameters SQLite would not use it.
COSTLY = Func(
    Func(
        "outcome",
        "answered_by",
        template="%(expressions)s IN ('model', 'agent')",
        arg_joiner=" = 'running' OR ",
    ),
    "input_tokens",
    template="(%(expressions)s > 0)",
    arg_joiner=" OR ",
    output_field=BooleanField(),
)
SUMS: dict[str, Any] = {
    "messages": Count("pk", filter=~RUNNING),
    "tokens_read": Sum("input_tokens", default=0),
    "tokens_written": Sum("output_tokens", default=0),
    "last": Max("started_at", filter=~RUNNING),
}

_told: set[str] = set()  # by this process: saves asking the cache


@dataclass(frozen=True, slots=True)
class Spent:
    """What one day has come to; ``last`` is when the last turn that cost began."""

    messages: int = 0
    tokens_read: int = 0
    tokens_written: int = 0
    last: datetime | None = None

    @property
    def tokens(self) -> int:
        return self.tokens_read + self.tokens_written


def costly_today() -> QuerySet[Turn]:
    """Today's turns that cost, or may yet: the running ones."""
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return Turn.objects.filter(COSTLY, started_at__gte=midnight)


def read(sums: dict[str, Any]) -> Spent:
    """The ``SUMS`` of some turns."""
    return Spent(**{name: sums[name] for name in SUMS})


def today() -> Spent:
    """What the site has spent; one query."""
    return read(costly_today().aggregate(**SUMS))


def level(spent: Spent, config: Config) -> Level:
    """How the site's day stands; ``near`` from the percentage the owner chose."""
    reached = max(_percentages(spent, config), default=0)
    if reached >= 100:
        return "spent"
    return "near" if reached >= config.budget_warning_percent else "ok"


def cost(input_tokens: int, output_tokens: int, config: Config) -> Decimal | None:
    """An estimate in the currency of the prices; None where there is no price."""
    if config.input_price is None and config.output_price is None:
        return None
    to_read = (config.input_price or 0) * Decimal(input_tokens)
    to_write = (config.output_price or 0) * Decimal(output_tokens)
    return (to_read + to_write) / PRICED


def in_words(spent: Spent, config: Config) -> str:
    """Such as "12 of 1,000 questions, 3,456 tokens, 0.12 by your prices"."""
    parts = [
        _amount(spent.messages, config.messages_per_day, "question"),
        _amount(spent.tokens, config.tokens_per_day, "token"),
    ]
    if estimate := money(cost(spent.tokens_read, spent.tokens_written, config)):
        parts.append(f"{estimate} by your prices")
    return ", ".join(parts)


def money(value: Decimal | None) -> str:
    """To the hundredth, in whatever currency the prices have; "" for None."""
    if value is None:
        return ""
    return "less than 0.01" if 0 < value < Decimal("0.01") else f"{value:,.2f}"


def meaning(level: Level, spent: Spent, config: Config) -> str:
    """What the level means for visitors; "" where there is nothing to say."""
    if level == "near":
        return (
            f"{config.budget_warning_percent} % of today's budget is spent. Once all of"
            " it is, visitors get short answers."
        )
    if level == "spent":
        since = f" since {spent.last:%H:%M} UTC" if spent.last else ""
        return (
            f"Today's budget is spent{since}: visitors get short answers from the"
            " embedded answerer until midnight UTC."
        )
    return ""


def tell(spent: Spent, config: Config) -> None:
    """Warn in the log, once a day for each level over all processes."""
    reached = level(spent, config)
    key = f"chatkit-budget-{reached}-{timezone.now():%Y-%m-%d}"
    if reached == "ok" or key in _told:
        return
    _told.add(key)
    if caches["failover"].add(key, 1, DAY):
        said = meaning(reached, spent, config)
        logger.warning("%s Today: %s.", said, in_words(spent, config))


def _percentages(spent: Spent, config: Config) -> Iterator[float]:
    """How much of each of the site's limits is used."""
    for used, limit in (
        (spent.messages, config.messages_per_day),
        (spent.tokens, config.tokens_per_day),
    ):
        if limit is not None:
            yield 100 * used / limit if limit else 100


def _amount(used: int, limit: int | None, unit: str) -> str:
    of = "" if limit is None else f" of {limit:,}"
    number = used if limit is None else limit
    return f"{used:,}{of} {unit}{'' if number == 1 else 's'}"
