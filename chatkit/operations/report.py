"""The doctor's list of settings, and its whole report as one document."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from chatkit.config import conf
from chatkit.config.findings import Finding, without_key
from chatkit.config.options import OPTIONS
from chatkit.config.resolve import Config, Source
from chatkit.operations import checks, database
from chatkit.operations.symptoms import Symptom

FINDING_PARTS = ("id", "level", "title", "detail", "remedy")


@dataclass(frozen=True, slots=True)
class Row:
    """``variable`` is the environment variable that sets the value, or could."""

    group: str
    name: str
    value: str
    variable: str
    source: str = "site"
    locked: bool = False


def rows(config: Config) -> list[Row]:
    """The chat's settings, then those that only the environment can set."""
    return [*option_rows(config), *site_rows()]


def option_rows(config: Config) -> list[Row]:
    found = []
    for option in OPTIONS:
        source, variable = config.source(option), option.variable
        if source is Source.ENVIRONMENT:
            variable, _ = option.read(settings.CHATKIT_ENVIRONMENT) or (variable, "")
        value = without_key(config.text(option))
        locked = option.name in conf.locked()
        found.append(Row(option.group, option.label, value, variable, source, locked))
    return found


def site_rows() -> list[Row]:
    cache = str(settings.CACHES["default"]["BACKEND"]).rpartition(".")[2]
    https = str(settings.SECURE_SSL_REDIRECT).lower()
    proxies = str(settings.TRUSTED_PROXIES)
    return [
        Row("Site", "Debug", str(settings.DEBUG).lower(), "DJANGO_DEBUG"),
        Row("Site", "Hosts", ",".join(settings.ALLOWED_HOSTS), "DJANGO_ALLOWED_HOSTS"),
        Row("Site", "HTTPS only", https, "DJANGO_HTTPS"),
        Row("Site", "Proxies", proxies, "CHATKIT_TRUSTED_PROXIES"),
        Row("Site", "Database", database.description(), "DATABASE_URL"),
        Row("Site", "Cache", cache, "CACHE_URL"),
        Row("Site", "Upstream", _address(settings.OPENAI_BASE_URL), "OPENAI_BASE_URL"),
        Row("Secrets", "OpenAI key", _set(settings.OPENAI_API_KEY), "OPENAI_API_KEY"),
        Row("Secrets", "Secret key", _set(settings.SECRET_KEY), "DJANGO_SECRET_KEY"),
    ]


def _set(secret: str) -> str:
    return "set" if secret else "not set"


def _address(url: str) -> str:
    try:
        parts = urlsplit(url)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl()
    except ValueError:
        return "(not an address)"


def document(
    config: Config, findings: Sequence[Finding], symptoms: Sequence[Symptom]
) -> dict[str, Any]:
    return {
        "ready": checks.is_ready(findings),
        "settings": [asdict(row) for row in rows(config)],
        "findings": [
            {part: getattr(finding, part) for part in FINDING_PARTS}
            for finding in findings
        ],
        "if_visitors_report": [asdict(symptom) for symptom in symptoms],
    }
