"""The list of checks that need no network, and how they are run."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from django.core.exceptions import ImproperlyConfigured
from django.db import Error

from chatkit.config import conf, credentials, upstream
from chatkit.config.findings import Finding, finding
from chatkit.config.resolve import Config
from chatkit.operations import cuts, database, deployment, embedding, mode, site

logger = logging.getLogger(__name__)

Check = Callable[[Config], Finding | Iterable[Finding] | None]

#: These need no database, no file and no network: Django's system checks run them too.
ENVIRONMENT: tuple[Check, ...] = (
    mode.switch,
    mode.in_effect,
    mode.answers,
    mode.responders,
    mode.agent_builder,
    credentials.key,
    credentials.workflow,
    credentials.base_url,
    embedding.domain_key,
    embedding.allow_list,
    embedding.origins,
    deployment.debug,
    deployment.secret_key,
    deployment.hosts,
    deployment.leftovers,
    deployment.https,
    deployment.proxies,
    deployment.cache,
)
#: By what each looks at, for the finding that says it could not.
FILES: Mapping[str, Check] = {"static files": site.static_files}
DATABASE: Mapping[str, Check] = {"database": database.database}
#: These need it to answer.
TABLES: Mapping[str, Check] = {
    "migrations": database.migrations,
    "database writes": database.writes,
}
#: These read its rows, or the cache, which may be in it.
STORED: Mapping[str, Check] = {
    "cache": site.forwarding,
    "client errors": site.client_errors,
    "files": site.files,
    "model": site.model_failure,
    "budget": site.budget,
    "cut sentences": cuts.frequent,
}


def config_in_effect() -> Config:
    try:
        if not database.is_missing():
            upstream.refresh()  # what the serving processes know of OpenAI's refusals
            return conf.from_rows()
    except (Error, ImproperlyConfigured) as error:
        logger.debug("The settings rows can't be read: %s", type(error).__name__)
    return conf.from_environment()


def examine(config: Config) -> list[Finding]:
    """Run every check; without a database, only those that need none."""
    stored = run_safely(DATABASE, config)
    if is_ready(stored):
        stored += run_safely(TABLES, config) + run_safely(STORED, config)
    return [*examine_environment(config), *run_safely(FILES, config), *stored]


def examine_database(config: Config) -> list[Finding]:
    found = run_safely(DATABASE, config)
    return found + run_safely(TABLES, config) if is_ready(found) else found


def examine_environment(config: Config) -> list[Finding]:
    return [found for check in ENVIRONMENT for found in run(check, config)]


def run(check: Check, config: Config) -> list[Finding]:
    found = check(config)
    if found is None:
        return []
    return [found] if isinstance(found, Finding) else list(found)


def run_safely(checks: Mapping[str, Check], config: Config) -> list[Finding]:
    found: list[Finding] = []
    for subject, check in checks.items():
        try:
            found += run(check, config)
        except Exception as error:  # noqa: BLE001 - whatever a driver raises
            failed = finding(
                "check.failed", subject=subject, error=type(error).__name__
            )
            found.append(replace(failed, id=f"{subject.replace(' ', '-')}-fails"))
    return found


def is_ready(findings: Iterable[Finding]) -> bool:
    return all(found.level != "error" for found in findings)
