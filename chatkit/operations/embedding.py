"""Where the chat may appear: OpenAI's allow-list, the domain key, other origins."""

from urllib.parse import urlsplit

from django.conf import settings

from chatkit.config.credentials import is_local, wants_hosted
from chatkit.config.finding import Finding, sentence, type_in
from chatkit.config.resolve import Config

ALLOW_LIST = (
    "https://platform.openai.com under Settings, Organization, Security, Domain"
    " allowlist"
)


def shows_openais_widget(config: Config) -> bool:
    """Whether browsers load OpenAI's element, which obeys OpenAI's allow-list."""
    return config.widget == "openai" or (
        config.widget == "auto" and wants_hosted(config)
    )


def public_hosts(config: Config) -> list[str]:
    """The hosts whose pages may hold the chat, without this machine's names."""
    embedding = [urlsplit(o).hostname or "" for o in config.cors_origins if o != "*"]
    names = [*settings.ALLOWED_HOSTS, *embedding]
    return [name for name in dict.fromkeys(names) if name and not is_local(name)]


def domain_key(config: Config) -> Finding | None:
    """Whether OpenAI's widget can prove to OpenAI whose domain it is on."""
    if not (shows_openais_widget(config) and public_hosts(config)):
        return None
    if config.domain_key:
        return Finding("domain-key", "ok", "The domain key is set")
    return Finding(
        "domain-key",
        "warning",
        "OPENAI_DOMAIN_KEY is not set",
        "OpenAI's widget may show for a second and then go blank; the site's own"
        " widget stands in for it.",
        f"Add the domain at {ALLOW_LIST}, copy the key it is given, then"
        f" {type_in(config, 'domain_key', 'domain_pk_...')}.",
    )


def allow_list(config: Config) -> Finding | None:
    """The hosts to register with OpenAI, which knows no wildcards."""
    hosts = public_hosts(config)
    if not (shows_openais_widget(config) and hosts):
        return None
    patterns = [host for host in hosts if host.startswith(("*", "."))]
    names = [host for host in hosts if host not in patterns]
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
        f"Hosts that OpenAI has to know: {', '.join(names)}",
        f"Whether it does can't be seen from here. The list is at {ALLOW_LIST}.",
    )


def origins(config: Config) -> Finding | None:
    """Who else may use the chat, and whether anybody can listen in on the way."""
    if not config.cors_origins:
        return Finding("origins", "ok", "Only this site's own pages may use the chat")
    if "*" in config.cors_origins:
        return Finding(
            "origins",
            "warning",
            "Any site may use the chat",
            "Its visitors spend your budget. They have no cookie here, so each of their"
            " requests is a new visitor's.",
            sentence(type_in(config, "cors_origins", "https://example.org")),
        )
    open_ones = [
        origin
        for origin in config.cors_origins
        if origin.startswith("http://")
        and not is_local(urlsplit(origin).hostname or "")
    ]
    if open_ones:
        return Finding(
            "origins",
            "warning",
            f"Pages without HTTPS may use the chat: {', '.join(open_ones)}",
            "Anybody on the way can read and change what is said there.",
            sentence(
                type_in(
                    config,
                    "cors_origins",
                    ",".join(
                        o.replace("http://", "https://", 1) if o in open_ones else o
                        for o in config.cors_origins
                    ),
                )
            ),
        )
    return Finding(
        "origins", "ok", f"These may use the chat too: {', '.join(config.cors_origins)}"
    )
