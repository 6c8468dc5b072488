"""What the model has cost today."""

from collections.abc import Iterator

from chatkit.finding import Finding
from chatkit.ledger import budgets, spending
from chatkit.resolve import Config


def today(config: Config) -> Iterator[Finding]:
    """How the day's budget stands, where there is a model to spend it."""
    if not budgets.asks_model(config):
        return
    spent = spending.today()
    level = spending.level(spent, config)
    yield Finding(
        "budget",
        "ok" if level == "ok" else "warning",
        f"Today's budget: {spending.in_words(spent, config)}",
        spending.meaning(level, spent, config),
        "Nothing has to be done; or raise the budgets in the admin's chat settings."
        if level != "ok"
        else "",
    )
