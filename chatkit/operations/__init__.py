"""What a person would check by hand before and after the site goes live.

    environment.py  the judges of the settings alone; system checks use them too
    site.py         the judges that look: database, static files, cache
    budget.py       what the model has cost today
    local.py        all of these: none needs the network
    live.py         asks upstream: one session, one word from the model
    symptoms.py     what visitors report, and what it usually is
    report.py       the settings, where they come from, the whole as one document

What a check needs is imported when it is made: ``requests`` alone would cost every
command a quarter of a second.
"""

from chatkit.config.finding import Finding
from chatkit.config.resolve import Config


def examine(config: Config) -> list[Finding]:
    """Judge the site as it stands, without the network."""
    from chatkit.operations import local

    return local.examine(config)


def examine_live(config: Config) -> list[Finding]:
    """Try the key, the workflow and the model that are configured."""
    from chatkit.operations import live

    return live.examine(config)
