"""Whether the model may be asked once more: the day's budgets, for all and for one visitor.

Past a limit the embedded answerer takes over, so that visitors still get an answer.
"""

from django.db.models import Count, Q, Sum

from chatkit.config.resolve import Config
from chatkit.turns import usage


def exhausted(visitor_id: str, config: Config) -> str:
    """Which budget has no room for the visitor's turn, which has begun; "" if none.

    One of "messages", "tokens", "visitor_messages" and "visitor_tokens". Turns that run
    count as messages, so that turns at once don't overdraw; their tokens are unknown
    until they end. One query, over the day's turns that cost; none where nothing is
    limited.
    """
    site = config.messages_per_day, config.tokens_per_day
    own = config.messages_per_day_per_visitor, config.tokens_per_day_per_visitor
    is_site_limited = site != (None, None)
    if not is_site_limited and own == (None, None):
        return ""
    mine = Q(visitor_id=visitor_id)
    turns = usage.costly_today()
    found = (turns if is_site_limited else turns.filter(mine)).aggregate(
        **usage.SUMS,
        running=Count("pk", filter=usage.RUNNING),
        visitor_messages=Count("pk", filter=mine),
        visitor_tokens=Sum(usage.TOKENS, filter=mine, default=0),
    )
    spent = usage.read(found)
    if is_site_limited:
        usage.tell(spent, config)
    this_turn = 1
    used = {
        "messages": max(spent.messages + found["running"] - this_turn, 0),
        "tokens": spent.tokens,
        "visitor_messages": max(found["visitor_messages"] - this_turn, 0),
        "visitor_tokens": found["visitor_tokens"],
    }
    for (name, amount), limit in zip(used.items(), (*site, *own), strict=True):
        if limit is not None and amount >= limit:
            return name
    return ""
