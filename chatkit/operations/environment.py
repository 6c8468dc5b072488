"""The checks of the settings alone: no database, no file, no network.

Django's system checks use only these, because they run before the database exists.
"""

from chatkit.config import credentials
from chatkit.config.finding import Finding
from chatkit.config.resolve import Config
from chatkit.operations import deployment, embedding, mode

CHECKS = (
    mode.switch,
    mode.in_effect,
    mode.answers,
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
    found = [finding for check in CHECKS if (finding := check(config))]
    return [*found, *mode.responders(config)]
