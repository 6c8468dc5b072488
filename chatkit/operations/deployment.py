"""Checks of how the site is served. Django's `check --deploy` has some of them too."""

from django.conf import settings

from chatkit.config.credentials import is_local
from chatkit.config.finding import Finding
from chatkit.config.resolve import Config

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
        return Finding("debug", "ok", "DEBUG is off")
    public = [host for host in settings.ALLOWED_HOSTS if not is_local(host)]
    return Finding(
        "debug",
        "error" if public else "warning",
        "DEBUG is on" + (" on a public site" if public else ", for development"),
        "Every error page shows the code and the settings.",
        "For a live site put DJANGO_DEBUG=false into .env and restart.",
    )


def secret_key(config: Config) -> Finding:
    key = settings.SECRET_KEY
    weak = len(key) < 50 or len(set(key)) < 5 or key.startswith("django-insecure-")
    if not weak:
        return Finding("secret-key", "ok", "The secret key is long")
    return Finding(
        "secret-key",
        "warning" if settings.DEBUG else "error",
        "DJANGO_SECRET_KEY is weak",
        "It signs the cookies of visitors and of the admin: whoever guesses it can"
        " forge them.",
        "Put a random DJANGO_SECRET_KEY of at least 50 characters into .env and"
        " restart. This prints one: python3 -c"
        ' "import secrets; print(secrets.token_urlsafe(50))"',
    )


def hosts(config: Config) -> Finding | None:
    if settings.ALLOWED_HOSTS or settings.DEBUG:
        return None
    return Finding(
        "hosts",
        "error",
        "DJANGO_ALLOWED_HOSTS is not set",
        "Every request is answered with 400.",
        "Put DJANGO_ALLOWED_HOSTS=example.org with the site's own name into .env and"
        " restart.",
    )


def https(config: Config) -> Finding | None:
    if settings.DEBUG:
        return None
    if settings.SESSION_COOKIE_SECURE and settings.CSRF_COOKIE_SECURE:
        return Finding("https", "ok", "Cookies travel over HTTPS only")
    return Finding(
        "https",
        "warning",
        "DJANGO_HTTPS is off",
        "Cookies, the admin's too, can be read on their way.",
        "Put DJANGO_HTTPS=true into .env and restart, once HTTPS works in front.",
    )


def proxies(config: Config) -> Finding | None:
    if count := settings.TRUSTED_PROXIES:
        return Finding("proxies", "ok", f"Proxies trusted in front: {count}")
    if not settings.SECURE_SSL_REDIRECT:
        return None
    return Finding(
        "proxies",
        "warning",
        "HTTPS is on and no proxy is trusted",
        "Behind nginx or another proxy the site would redirect for ever and count all"
        " visitors as one. If gunicorn itself serves HTTPS, this is right.",
        "Behind one proxy put CHATKIT_TRUSTED_PROXIES=1 into .env and restart.",
    )


def cache(config: Config) -> Finding:
    """Whether limits hold when several processes serve."""
    backend = str(settings.CACHES["default"]["BACKEND"])
    name = backend.rpartition(".")[2]
    places = (place for part, place in PLACES.items() if part in backend.lower())
    value = next(places, name)
    if backend not in INEXACT:
        title = f"Limits are counted across processes ({name})"
        return Finding("cache", "ok", title, label="Cache", value=value)
    return Finding(
        "cache",
        "warning",
        f"Limits are not exact: {name} {INEXACT[backend]}",
        "With several workers a visitor may ask for more than the limit allows.",
        "Put CACHE_URL=redis://127.0.0.1:6379/0 into .env and restart, or serve with"
        " one process: WEB_CONCURRENCY=1.",
        "Cache",
        value,
    )
