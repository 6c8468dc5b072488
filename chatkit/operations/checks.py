"""Every check that needs no network, and how a failing check is reported."""

import logging
from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured
from django.db import Error

from chatkit.config import conf, upstream
from chatkit.config.finding import Finding
from chatkit.config.resolve import Config
from chatkit.operations import database, environment, site
from chatkit.operations.environment import Check

logger = logging.getLogger(__name__)

#: What each check looks at, for the finding that says it could not.
FILES: Mapping[str, Check] = {"static files": site.static_files}
DATABASE: Mapping[str, Check] = {"database": database.database}
#: These read the database, or the cache, which may be in it.
STORED: Mapping[str, Check] = {
    "migrations": database.migrations,
    "cache": site.forwarding,
    "client errors": site.client_errors,
    "model": site.model_failure,
    "budget": site.budget,
}


def config_in_effect() -> Config:
    """The settings in the database, or the environment's if it can't be read."""
    try:
        if not database.is_missing():
            upstream.refresh()  # what the serving processes know of OpenAI's refusals
            return conf.from_rows()
    except (Error, ImproperlyConfigured) as error:
        logger.debug("The settings rows can't be read: %s", type(error).__name__)
    return conf.from_environment()


def examine(config: Config) -> list[Finding]:
    """Run the checks; without a database, only those that need none."""
    stored = run(DATABASE, config)
    if all(finding.level != "error" for finding in stored):
        stored += run(STORED, config)
    return [*environment.check(config), *run(FILES, config), *stored]


def run(checks: Mapping[str, Check], config: Config) -> list[Finding]:
    """A check that raises is a finding too, so that the others still run."""
    found: list[Finding] = []
    for subject, check in checks.items():
        try:
            found += environment.run(check, config)
        except Exception as error:  # noqa: BLE001 - whatever a driver raises
            found.append(
                Finding(
                    f"{subject.replace(' ', '-')}-fails",
                    "error",
                    f"The {subject} can't be checked",
                    f"The check failed with {type(error).__name__}.",
                    "See that it runs and can be read, and that its URL in .env is"
                    " right.",
                )
            )
    return found
