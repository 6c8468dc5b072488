"""Checks of the running site: static files, proxies, client errors, model, budget."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

from chatkit.answering import failures
from chatkit.answering.registry import answering_kind
from chatkit.api import limits
from chatkit.config.finding import Finding
from chatkit.config.resolve import Config
from chatkit.turns import usage
from chatkit.widget import client_errors as reports

#: The file without which no visitor can open the chat.
LAUNCHER = "chatkit/launcher.js"


def static_files(config: Config) -> Finding | None:
    """Development serves them without collecting."""
    if settings.DEBUG:
        return None
    manifest = getattr(staticfiles_storage, "read_manifest", lambda: LAUNCHER)() or ""
    if LAUNCHER in manifest:
        return Finding("static-files", "ok", "The static files are collected")
    what = "chat's" if manifest else "static"
    return Finding(
        "static-files",
        "error",
        f"The {what} files are not collected",
        "Every page fails with 'Missing staticfiles manifest entry'.",
        "Run manage.py collectstatic --noinput and restart.",
    )


def forwarding(config: Config) -> Finding | None:
    """Whether a proxy that is not trusted forwards requests."""
    seen = limits.forwarding_seen()
    if settings.TRUSTED_PROXIES or not seen:
        return None
    return Finding(
        "forwarding",
        "warning",
        "Requests come with X-Forwarded-For, but CHATKIT_TRUSTED_PROXIES is 0",
        "Either all visitors behind a proxy share one limit, or somebody forged the"
        " header.",
        "Behind one proxy put CHATKIT_TRUSTED_PROXIES=1 into .env and restart. Without"
        " a proxy, there is nothing to do.",
    )


def client_errors(config: Config) -> Iterator[Finding]:
    """What visitors' browsers reported about OpenAI's widget in the last week."""
    for report in reports.recent():
        times = "Once" if report.count == 1 else f"{report.count} times"
        yield Finding(
            "client-errors",
            "warning",
            report.sentence,
            f"{times} in the last week, most recently on"
            f" {report.last_seen:%d %B %H:%M} UTC. These visitors got the site's own"
            " widget instead.",
            report.remedy,
            "OpenAI's widget",
            report.sentence,
        )


def model_failure(config: Config) -> Finding | None:
    """Why the model, or the agent, last gave no answer."""
    failure = failures.last_failure()
    kind = answering_kind(config)
    if not (failure and kind.costs):
        return None
    return Finding(
        "model-failure",
        "warning",
        f"The {kind.name} last gave no answer",
        f"The {kind.name} did not answer: {failure}. Until it does, visitors get short"
        " answers quoted from the résumé.",
        "Run manage.py doctor --live to find out more.",
        kind.name.capitalize(),
        kind.chosen(config),
    )


def budget(config: Config) -> Finding | None:
    """What the model has used of the day's budget."""
    if not answering_kind(config).costs:
        return None
    spent = usage.load_today()
    level = usage.budget_level(spent, config)
    value = usage.describe_usage(spent, config)
    return Finding(
        "budget",
        "ok" if level == "ok" else "warning",
        f"Today's budget: {value}",
        usage.describe_level(level, spent, config),
        ""
        if level == "ok"
        else "Nothing has to be done, or raise the budgets in the admin's chat settings.",
        "Model today",
        value,
    )
