"""Checks of where the chat may appear: OpenAI's allow-list, domain key, origins."""

from urllib.parse import urlsplit

from django.conf import settings

from chatkit.config.credentials import is_local, wants_hosted
from chatkit.config.findings import Finding, finding, sentence, type_in
from chatkit.config.resolve import Config

ALLOW_LIST = (
    "https://platform.openai.com under Settings, Organization, Security, Domain"
    " allowlist"
)


def shows_openai_widget(config: Config) -> bool:
    return config.widget == "openai" or (
        config.widget == "auto" and wants_hosted(config)
    )


def public_hosts(config: Config) -> list[str]:
    embedding = [urlsplit(o).hostname or "" for o in config.cors_origins if o != "*"]
    names = [*settings.ALLOWED_HOSTS, *embedding]
    return [name for name in dict.fromkeys(names) if name and not is_local(name)]


def domain_key(config: Config) -> Finding:
    if config.domain_key:
        return finding("domain-key.set")
    if not (shows_openai_widget(config) and public_hosts(config)):
        return finding("domain-key.not-needed")
    instruction = type_in(config, "domain_key", "domain_pk_...")
    return finding("domain-key.missing", allow_list=ALLOW_LIST, instruction=instruction)


def allow_list(config: Config) -> Finding | None:
    """The hosts to register with OpenAI, which knows no wildcards."""
    hosts = public_hosts(config)
    if not (shows_openai_widget(config) and hosts):
        return None
    patterns = ", ".join(host for host in hosts if host.startswith(("*", ".")))
    return finding(
        "allow-list.patterns" if patterns else "allow-list.hosts",
        patterns=patterns,
        hosts=", ".join(hosts),
        allow_list=ALLOW_LIST,
    )


def origins(config: Config) -> Finding:
    origins = config.cors_origins
    if not origins:
        return finding("origins.none")
    if "*" in origins:
        instruction = type_in(config, "cors_origins", "https://example.org")
        return finding("origins.any", instruction=sentence(instruction))
    insecure = [origin for origin in origins if _is_insecure(origin)]
    if not insecure:
        names = ", ".join(origins)
        return finding("origins.secure", origins=names, count=len(origins))
    secure = ",".join(
        origin.replace("http://", "https://", 1) if origin in insecure else origin
        for origin in origins
    )
    return finding(
        "origins.insecure",
        origins=", ".join(insecure),
        count=len(origins),
        instruction=sentence(type_in(config, "cors_origins", secure)),
    )


def _is_insecure(origin: str) -> bool:
    host = urlsplit(origin).hostname or ""
    return origin.startswith("http://") and not is_local(host)
