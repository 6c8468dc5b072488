"""What a person would check by hand before and after the site goes live.

``environment`` and ``checks`` list the checks; ``live`` asks OpenAI. The doctor command,
Django's system checks (``system_checks``) and the dashboard (``status``) show what they
find. Checks are imported when they run: ``requests`` alone would cost every management
command a quarter of a second.
"""

from collections.abc import Iterable

from chatkit.config.finding import Finding
from chatkit.config.resolve import Config


def examine(config: Config) -> list[Finding]:
    """Run every check that needs no network."""
    from chatkit.operations import checks

    return checks.examine(config)


def examine_live(config: Config) -> list[Finding]:
    """Try the key, the workflow and the model that are configured."""
    from chatkit.operations import live

    return live.examine(config)


def is_ready(findings: Iterable[Finding]) -> bool:
    """Whether visitors get answers as configured; warnings don't prevent that."""
    return all(finding.level != "error" for finding in findings)
