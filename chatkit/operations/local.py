"""Every check that needs no network."""

import logging
from collections.abc import Callable, Iterator
from functools import partial

from django.core.exceptions import ImproperlyConfigured
from django.db import Error

from chatkit.config import conf, upstream
from chatkit.config.finding import Finding
from chatkit.config.resolve import Config
from chatkit.operations import budget, environment, site

logger = logging.getLogger(__name__)


def config_in_effect() -> Config:
    """The settings of the rows, else the environment's where these can't be read."""
    try:
        if not site.missing_database():
            upstream.refresh()  # what the serving processes were told
            return conf.from_rows()
    except (Error, ImproperlyConfigured) as error:
        logger.debug("The settings rows can't be read: %s", type(error).__name__)
    return conf.from_environment()


def examine(config: Config) -> list[Finding]:
    """Judge the site as it stands."""
    findings = [
        *environment.judge(config),
        *_carefully("static-files", site.static_files),
        *_carefully("database", site.database),
    ]
    if findings[-1].level != "error":  # else the cache, if it is there too, would fail
        findings += _carefully("cache", site.forwarding)
        findings += _carefully("beacons", site.beacons)
        findings += _carefully("budget", partial(budget.today, config))
    return findings


def _carefully(subject: str, look: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """What was found, also where the looking fails: the rest is still to be told."""
    found: list[Finding] = []
    try:
        found.extend(look())
    except Exception as error:  # noqa: BLE001 - whatever a driver raises is a finding
        found.append(
            Finding(
                f"{subject}-fails",
                "error",
                f"The {subject.replace('-', ' ')} can't be looked at",
                f"It failed with {type(error).__name__}.",
                "Check that it runs and may be read, and that its URL in .env is right.",
            )
        )
    return found
