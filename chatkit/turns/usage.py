"""What models and agents have cost since midnight UTC, in numbers and in words.

Turns count that a model or an agent answered, or in which it was asked in vain. Once a
day's budget is exhausted, the embedded answerer answers instead.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from django.core.cache import caches
from django.db.models import BooleanField, Count, F, Max, Q, QuerySet, Sum
from django.db.models.expressions import RawSQL
from django.utils import timezone

from chatkit.config.resolve import Config
from chatkit.models import Outcome, Turn

logger = logging.getLogger(__name__)

Level = Literal["ok", "near", "spent"]

DAY = 24 * 60 * 60  # seconds
TOKENS_PER_PRICE = 1_000_000
FINISHED = ~Q(outcome=Outcome.RUNNING)
TOKENS = F("input_tokens") + F("output_tokens")
#: ``models.COSTLY`` as the index spells it: SQLite does not use it for parameters.
COSTLY = RawSQL(  # noqa: S611 -- a constant
    "outcome = 'running' OR answered_by IN ('model', 'agent') OR input_tokens > 0",
    params=(),
    output_field=BooleanField(),
)
SUMS: dict[str, Any] = {
    "messages": Count("pk", filter=FINISHED),
    "tokens_read": Sum("input_tokens", default=0),
    "tokens_written": Sum("output_tokens", default=0),
    "last": Max("started_at", filter=FINISHED),
}

_warned: set[str] = set()  # by this process, to save asking the cache


@dataclass(frozen=True, slots=True)
class DailyUsage:
    """One day's totals; ``last`` is when the last costly turn began."""

    messages: int = 0
    tokens_read: int = 0
    tokens_written: int = 0
    last: datetime | None = None

    @property
    def tokens(self) -> int:
        return self.tokens_read + self.tokens_written


def costly_turns_today() -> QuerySet[Turn]:
    """Today's turns that cost, with the running ones, which may."""
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return Turn.objects.filter(COSTLY, started_at__gte=midnight)


def exhausted_budget(visitor_id: str, config: Config) -> str:
    """The budget that has no room for the visitor's running turn, or "".

    One of "messages", "tokens", "visitor_messages" and "visitor_tokens". Running turns
    count as messages, so that simultaneous turns can't exceed a budget; their tokens are
    unknown until they end. One query, or none without a limit.
    """
    site = config.messages_per_day, config.tokens_per_day
    own = config.messages_per_day_per_visitor, config.tokens_per_day_per_visitor
    is_site_limited = site != (None, None)
    if not is_site_limited and own == (None, None):
        return ""
    mine = Q(visitor_id=visitor_id)
    turns = costly_turns_today()
    sums = (turns if is_site_limited else turns.filter(mine)).aggregate(
        **SUMS,
        with_running=Count("pk"),
        visitor_messages=Count("pk", filter=mine),
        visitor_tokens=Sum(TOKENS, filter=mine, default=0),
    )
    spent = DailyUsage(**{name: sums[name] for name in SUMS})
    if is_site_limited:
        _warn_once(spent, config)
    this_turn = 1
    used = {
        "messages": max(sums["with_running"] - this_turn, 0),
        "tokens": spent.tokens,
        "visitor_messages": max(sums["visitor_messages"] - this_turn, 0),
        "visitor_tokens": sums["visitor_tokens"],
    }
    for (name, amount), limit in zip(used.items(), (*site, *own), strict=True):
        if limit is not None and amount >= limit:
            return name
    return ""


def load_today() -> DailyUsage:
    return DailyUsage(**costly_turns_today().aggregate(**SUMS))


def budget_level(spent: DailyUsage, config: Config) -> Level:
    budgets = (
        (spent.messages, config.messages_per_day),
        (spent.tokens, config.tokens_per_day),
    )
    percentages = [
        100 * used / limit if limit else 100
        for used, limit in budgets
        if limit is not None
    ]
    reached = max(percentages, default=0)
    if reached >= 100:
        return "spent"
    return "near" if reached >= config.budget_warning_percent else "ok"


def estimate_cost(
    input_tokens: int, output_tokens: int, config: Config
) -> Decimal | None:
    """In the currency of the prices; None without prices."""
    if config.input_price is None and config.output_price is None:
        return None
    to_read = (config.input_price or 0) * Decimal(input_tokens)
    to_write = (config.output_price or 0) * Decimal(output_tokens)
    return (to_read + to_write) / TOKENS_PER_PRICE


def describe_usage(spent: DailyUsage, config: Config) -> str:
    """Such as "12 of 1,000 questions, 3,456 tokens, 0.12 by your prices"."""
    parts = [
        _amount(spent.messages, config.messages_per_day, "question"),
        _amount(spent.tokens, config.tokens_per_day, "token"),
    ]
    if estimate := format_money(
        estimate_cost(spent.tokens_read, spent.tokens_written, config)
    ):
        parts.append(f"{estimate} by your prices")
    return ", ".join(parts)


def format_money(value: Decimal | None) -> str:
    """With two decimals, in the currency of the prices; "" for None."""
    if value is None:
        return ""
    return "less than 0.01" if 0 < value < Decimal("0.01") else f"{value:,.2f}"


def describe_level(level: Level, spent: DailyUsage, config: Config) -> str:
    """What the level means for visitors; "" for "ok"."""
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


def _warn_once(spent: DailyUsage, config: Config) -> None:
    """Log a warning, once a day for each level over all processes."""
    reached = budget_level(spent, config)
    key = f"chatkit-budget-{reached}-{timezone.now():%Y-%m-%d}"
    if reached == "ok" or key in _warned:
        return
    _warned.add(key)
    if caches["failover"].add(key, 1, DAY):
        meaning = describe_level(reached, spent, config)
        logger.warning("%s Today: %s.", meaning, describe_usage(spent, config))


def _amount(used: int, limit: int | None, unit: str) -> str:
    of = "" if limit is None else f" of {limit:,}"
    number = used if limit is None else limit
    return f"{used:,}{of} {unit}{'' if number == 1 else 's'}"
