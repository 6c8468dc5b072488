"""Checks of the running site: its files, proxies, client errors, model, budget."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.module_loading import import_string

from chatkit.answering import failures
from chatkit.answering.registry import answering_kind
from chatkit.api import limits
from chatkit.config.findings import Finding, finding
from chatkit.config.resolve import Config
from chatkit.turns import usage
from chatkit.widget import client_errors as reports

#: The file without which no visitor can open the chat.
LAUNCHER = "chatkit/launcher.js"


def static_files(config: Config) -> Finding | None:
    if settings.DEBUG:
        return None
    manifest = getattr(staticfiles_storage, "read_manifest", lambda: LAUNCHER)() or ""
    if LAUNCHER in manifest:
        return finding("static-files.collected")
    return finding("static-files.incomplete" if manifest else "static-files.missing")


def forwarding(config: Config) -> Finding | None:
    seen = limits.forwarding_seen()
    if settings.TRUSTED_PROXIES or not seen:
        return None
    return finding("forwarding.untrusted")


def client_errors(config: Config) -> Iterator[Finding]:
    """What visitors' browsers reported about OpenAI's widget in the last week."""
    for report in reports.recent():
        times = "Once" if report.count == 1 else f"{report.count} times"
        yield finding("client-errors.reported", report=report, times=times)


def files(config: Config) -> Iterator[Finding]:
    """What is wrong with the PDF and the preview image."""
    for file, problem, is_there in import_string(settings.CHATKIT_FILE_PROBLEMS)():
        key = "files.incomplete" if is_there else "files.missing"
        yield finding(key, file=file, problem=problem)


def model_failure(config: Config) -> Finding | None:
    """Why the model, or the agent, last gave no answer."""
    failure = failures.last_failure()
    kind = answering_kind(config)
    if not (failure and kind.costs):
        return None
    is_shown = failure.reason in failures.SHOWN
    return finding(
        "model-failure.cut" if is_shown else "model-failure.recorded",
        kind=kind.name,
        kind_name=kind.name.capitalize(),
        which=kind.chosen(config),
        failure=failure,
    )


def budget(config: Config) -> Finding | None:
    if not answering_kind(config).costs:
        return None
    spent = usage.load_today()
    level = usage.budget_level(spent, config)
    return finding(
        "budget.ok" if level == "ok" else "budget.low",
        usage=usage.describe_usage(spent, config),
        meaning=usage.describe_level(level, spent, config),
    )
