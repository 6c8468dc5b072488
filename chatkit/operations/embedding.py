"""Checks of where the chat may appear: OpenAI's allow-list, domain key, origins."""

from urllib.parse import urlsplit

from django.conf import settings

from chatkit.config.credentials import is_local, wants_hosted
from chatkit.config.finding import Finding, sentence, type_in
from chatkit.config.resolve import Config

ALLOW_LIST = (
    "https://platform.openai.com under Settings, Organization, Security, Domain"
    " allowlist"
)


def shows_openai_widget(config: Config) -> bool:
    """Whether browsers load OpenAI's element, which obeys OpenAI's allow-list."""
    return config.widget == "openai" or (
        config.widget == "auto" and wants_hosted(config)
    )


def public_hosts(config: Config) -> list[str]:
    """The hosts whose pages may hold the chat, without this machine's names."""
    embedding = [urlsplit(o).hostname or "" for o in config.cors_origins if o != "*"]
    names = [*settings.ALLOWED_HOSTS, *embedding]
    return [name for name in dict.fromkeys(names) if name and not is_local(name)]


def domain_key(config: Config) -> Finding:
    """Whether OpenAI's widget can prove to OpenAI which domain it is on."""
    label = "Domain key"
    if config.domain_key:
        title = "The domain key is set"
        return Finding("domain-key", "ok", title, label=label, value="set")
    title = "OPENAI_DOMAIN_KEY is not set"
    if not (shows_openai_widget(config) and public_hosts(config)):
        return Finding(
            "domain-key", "ok", title, "Not needed.", label=label, value="not set"
        )
    return Finding(
        "domain-key",
        "warning",
        title,
        "OpenAI's widget may appear for a second and then go blank; the site's own"
        " widget replaces it.",
        f"Add the domain at {ALLOW_LIST}, copy the key shown there, then"
        f" {type_in(config, 'domain_key', 'domain_pk_...')}.",
        label,
        "not set",
    )


def allow_list(config: Config) -> Finding | None:
    """The hosts to register with OpenAI, which knows no wildcards."""
    hosts = public_hosts(config)
    if not (shows_openai_widget(config) and hosts):
        return None
    patterns = [host for host in hosts if host.startswith(("*", "."))]
    if patterns:
        return Finding(
            "allow-list",
            "warning",
            f"DJANGO_ALLOWED_HOSTS has {', '.join(patterns)}, which is no host name",
            "OpenAI's allow-list takes whole host names only.",
            f"Register each name the site is reached by at {ALLOW_LIST}, and list the"
            " same names in DJANGO_ALLOWED_HOSTS.",
        )
    return Finding(
        "allow-list",
        "ok",
        f"Hosts that OpenAI has to know: {', '.join(hosts)}",
        f"Whether it does can't be seen from here. The list is at {ALLOW_LIST}.",
    )


def origins(config: Config) -> Finding:
    """Which other sites may use the chat, and whether they use HTTPS."""
    label, count = "Who may embed the chat", len(config.cors_origins)
    if not count:
        title, value = "Only this site's own pages may use the chat", "this site only"
        return Finding("origins", "ok", title, label=label, value=value)
    if "*" in config.cors_origins:
        return Finding(
            "origins",
            "warning",
            "Any site may use the chat",
            "Its visitors spend your budget. They have no cookie here, so each of their"
            " requests counts as a new visitor's.",
            sentence(type_in(config, "cors_origins", "https://example.org")),
            label,
            "any site",
        )
    value = f"this site and {count} more"
    insecure = [origin for origin in config.cors_origins if _is_insecure(origin)]
    if not insecure:
        title = f"These may use the chat too: {', '.join(config.cors_origins)}"
        return Finding("origins", "ok", title, label=label, value=value)
    secure = ",".join(
        origin.replace("http://", "https://", 1) if origin in insecure else origin
        for origin in config.cors_origins
    )
    return Finding(
        "origins",
        "warning",
        f"Pages without HTTPS may use the chat: {', '.join(insecure)}",
        "Anybody on the way can read and change what is said there.",
        sentence(type_in(config, "cors_origins", secure)),
        label,
        value,
    )


def _is_insecure(origin: str) -> bool:
    host = urlsplit(origin).hostname or ""
    return origin.startswith("http://") and not is_local(host)
