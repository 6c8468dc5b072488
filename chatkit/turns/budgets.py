"""The day's budgets, of the site and of each visitor.

Once one is exhausted the embedded answerer answers instead of the model.
"""

from django.db.models import Count, Q, Sum

from chatkit.config.resolve import Config
from chatkit.turns import usage


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
    turns = usage.costly_turns_today()
    sums = (turns if is_site_limited else turns.filter(mine)).aggregate(
        **usage.SUMS,
        running=Count("pk", filter=usage.RUNNING),
        visitor_messages=Count("pk", filter=mine),
        visitor_tokens=Sum(usage.TOKENS, filter=mine, default=0),
    )
    spent = usage.from_sums(sums)
    if is_site_limited:
        usage.warn_once(spent, config)
    this_turn = 1
    used = {
        "messages": max(spent.messages + sums["running"] - this_turn, 0),
        "tokens": spent.tokens,
        "visitor_messages": max(sums["visitor_messages"] - this_turn, 0),
        "visitor_tokens": sums["visitor_tokens"],
    }
    for (name, amount), limit in zip(used.items(), (*site, *own), strict=True):
        if limit is not None and amount >= limit:
            return name
    return ""
