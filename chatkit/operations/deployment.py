"""Checks of how the site is served. Django's `check --deploy` has some of them too."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.conf import settings

from chatkit.config.credentials import is_local
from chatkit.config.findings import Finding, finding
from chatkit.config.resolve import Config

#: What Django compares with a request's host: a name, ``.name`` or ``*``.
HOST = re.compile(r"\*|\.?[\w-]+(?:\.[\w-]+)*\.?|\[[0-9a-fA-F:.]+\]")
#: Caches in which two processes don't count to the same limit.
INEXACT = {
    "django.core.cache.backends.dummy.DummyCache": "counts nothing",
    "django.core.cache.backends.locmem.LocMemCache": "counts in each process apart",
    "django.core.cache.backends.filebased.FileBasedCache": "loses counts in a race",
    "django.core.cache.backends.db.DatabaseCache": "loses counts in a race",
}
#: Where a cache keeps its data, by a part of its class's path.
PLACES = {
    "redis": "in Redis",
    "database": "in the database",
    "locmem": "in the memory of each process",
    "file": "in files",
    "dummy": "none",
}


def debug(config: Config) -> Finding:
    if not settings.DEBUG:
        return finding("debug.off")
    is_public = not all(map(is_local, settings.ALLOWED_HOSTS))
    return finding("debug.public" if is_public else "debug.development")


def secret_key(config: Config) -> Finding:
    key = settings.SECRET_KEY
    weak = len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure-")
    if not weak:
        return finding("secret-key.strong")
    return finding("secret-key.weak", "warning" if settings.DEBUG else "error")


def hosts(config: Config) -> Finding | None:
    hosts = settings.ALLOWED_HOSTS
    if wrong := [host for host in hosts if not HOST.fullmatch(host)]:
        names = ",".join(host if host not in wrong else _name(host) for host in hosts)
        return finding("hosts.malformed", hosts=", ".join(wrong), names=names)
    return None if hosts or settings.DEBUG else finding("hosts.missing")


def _name(host: str) -> str:
    """``https://*.example.org:443/path`` -> ``.example.org``"""
    try:
        name = urlsplit(f"//{host.rpartition('://')[2]}").hostname or ""
    except ValueError:
        return host
    return name.lstrip("*")


def leftovers(config: Config) -> Finding | None:
    found: Mapping[str, str] = settings.CHATKIT_LEFTOVERS
    if not found:
        return None
    similar = " ".join(
        f"Perhaps {name} is meant for {like}." for name, like in found.items() if like
    )
    return finding("leftovers.unread", names=", ".join(found), similar=similar)


def https(config: Config) -> Finding | None:
    if settings.DEBUG:
        return None
    secure = settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE
    return finding("https.on" if secure else "https.off")


def proxies(config: Config) -> Finding | None:
    if count := settings.TRUSTED_PROXIES:
        return finding("proxies.trusted", count=count)
    return finding("proxies.none") if settings.SECURE_SSL_REDIRECT else None


def cache(config: Config) -> Finding:
    """Whether limits hold when several processes serve."""
    backend = str(settings.CACHES["default"]["BACKEND"])
    name = backend.rpartition(".")[2]
    places = (place for part, place in PLACES.items() if part in backend.lower())
    place, why = next(places, name), INEXACT.get(backend)
    return finding(
        "cache.inexact" if why else "cache.exact", name=name, place=place, why=why
    )
