"""What can be judged from the settings alone: no database, no file, no network.

Each judge takes the settings in effect and returns a finding, or None where there is
nothing to say. System checks run before the database exists, so they use these only.
"""

from chatkit.config import credentials
from chatkit.config.finding import Finding
from chatkit.config.resolve import Config
from chatkit.operations import answering, deployment, embedding

JUDGES = (
    answering.switch,
    answering.mode,
    answering.answers,
    answering.agent,
    answering.agent_builder,
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


def judge(config: Config) -> list[Finding]:
    """All there is to say."""
    return [finding for judge in JUDGES if (finding := judge(config))]
