"""The checks of the settings alone: no database, no file, no network.

Django's system checks use only these, because they run before the database exists.
"""

from collections.abc import Callable, Iterable

from chatkit.config import credentials
from chatkit.config.finding import Finding
from chatkit.config.resolve import Config
from chatkit.operations import deployment, embedding, mode

Check = Callable[[Config], Finding | Iterable[Finding] | None]

CHECKS: tuple[Check, ...] = (
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
    deployment.https,
    deployment.proxies,
    deployment.cache,
)


def check(config: Config) -> list[Finding]:
    return [finding for check in CHECKS for finding in run(check, config)]


def run(check: Check, config: Config) -> list[Finding]:
    found = check(config)
    if found is None:
        return []
    return [found] if isinstance(found, Finding) else list(found)
