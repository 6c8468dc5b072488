"""The settings and where they come from, and the whole report as one document."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from chatkit.config import conf
from chatkit.config.finding import Finding
from chatkit.config.options import OPTIONS
from chatkit.config.resolve import Config, Source
from chatkit.operations.site import described_database
from chatkit.operations.symptoms import Symptom


@dataclass(frozen=True, slots=True)
class Row:
    """One setting; ``variable`` is the one that sets it, or that could."""

    group: str
    name: str
    value: str
    source: str
    variable: str
    locked: bool = False


def rows(config: Config) -> list[Row]:
    """The chat's settings, then those that only the environment has."""
    chat = []
    for option in OPTIONS:
        source, variable = config.source(option), option.variable
        if source is Source.ENVIRONMENT:
            variable, _ = option.read(settings.CHATKIT_ENVIRONMENT) or (variable, "")
        chat.append(
            Row(
                option.group,
                option.label,
                _unless_secret(config.text(option)),
                source,
                variable,
                locked=option.name in conf.locked(),
            )
        )
    cache = str(settings.CACHES["default"]["BACKEND"]).rpartition(".")[2]
    site = (
        ("Debug", str(settings.DEBUG).lower(), "DJANGO_DEBUG"),
        ("Hosts", ",".join(settings.ALLOWED_HOSTS), "DJANGO_ALLOWED_HOSTS"),
        ("HTTPS only", str(settings.SECURE_SSL_REDIRECT).lower(), "DJANGO_HTTPS"),
        ("Proxies", str(settings.TRUSTED_PROXIES), "CHATKIT_TRUSTED_PROXIES"),
        ("Database", described_database(), "DATABASE_URL"),
        ("Cache", cache, "CACHE_URL"),
        ("Upstream", _address(settings.OPENAI_BASE_URL), "OPENAI_BASE_URL"),
    )
    secret = (
        ("OpenAI key", settings.OPENAI_API_KEY, "OPENAI_API_KEY"),
        ("Secret key", settings.SECRET_KEY, "DJANGO_SECRET_KEY"),
    )
    return [
        *chat,
        *(Row("Site", name, value, "site", variable) for name, value, variable in site),
        *(
            Row("Secrets", name, "set" if value else "not set", "site", variable)
            for name, value, variable in secret
        ),
    ]


def _unless_secret(text: str) -> str:
    """The value of a setting, which may have been given the key by mistake."""
    key = settings.OPENAI_API_KEY
    return "(a secret key)" if text.startswith("sk-") or key and key in text else text


def _address(url: str) -> str:
    """The address without a name and a password it may hold."""
    try:
        parts = urlsplit(url)
        return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="").geturl()
    except ValueError:
        return "(not an address)"


def ready(findings: Sequence[Finding]) -> bool:
    """Whether visitors get answers as configured; warnings don't stand in the way."""
    return all(finding.level != "error" for finding in findings)


def document(
    config: Config, findings: Sequence[Finding], symptoms: Sequence[Symptom]
) -> dict[str, Any]:
    """The whole, for machines."""
    return {
        "ready": ready(findings),
        "settings": [asdict(row) for row in rows(config)],
        "findings": [asdict(finding) for finding in findings],
        "if_visitors_report": [asdict(symptom) for symptom in symptoms],
    }
