"""What the model has cost today."""

from collections.abc import Iterator

from chatkit.config.finding import Finding
from chatkit.config.resolve import Config
from chatkit.turns import budgets, usage


def today(config: Config) -> Iterator[Finding]:
    """How the day's budget stands, where there is a model to spend it."""
    if not budgets.asks_model(config):
        return
    spent = usage.today()
    level = usage.level(spent, config)
    yield Finding(
        "budget",
        "ok" if level == "ok" else "warning",
        f"Today's budget: {usage.in_words(spent, config)}",
        usage.meaning(level, spent, config),
        "Nothing has to be done; or raise the budgets in the admin's chat settings."
        if level != "ok"
        else "",
    )
