"""Read the environment; nothing else does.

Real variables win over ``.env.local``, which wins over ``.env``; with
DJANGO_READ_DOTENV=false neither file is read. A malformed value stops start-up with a
message that names the variable.
"""

import os
import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from chatkit.config.value_types import (
    LARGEST_INTEGER,
    Boolean,
    Integer,
    Malformed,
    parse_origin,
)
from resume_site import dotenv, service_urls

ROOT = Path(__file__).resolve().parent.parent


_read: set[str] = set()


def text(name: str, default: str = "") -> str:
    _read.add(name)
    return os.environ.get(name, "").strip() or default


def boolean(name: str, *, default: bool) -> bool:
    return bool(Boolean().read(os.environ, name, default))


def number(name: str, *, default: int, maximum: int = LARGEST_INTEGER) -> int:
    _read.add(name)
    return int(Integer(maximum=maximum).read(os.environ, name, default))


os.environ.update(dotenv.variables(ROOT, os.environ))


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def origins(name: str) -> list[str]:
    """As Django takes them, with wildcards for subdomains."""
    found = words(name)
    try:
        for word in found:
            parse_origin(word.replace("://*.", "://"))
    except Malformed as error:
        raise ImproperlyConfigured(error.about(name)) from None
    return found


def subpath(name: str) -> str:
    """``/path`` without a slash at the end, or ""."""
    path = text(name).strip("/")
    if not re.fullmatch(r"[\w.~/-]*", path):
        raise ImproperlyConfigured(Malformed("a path such as /resume").about(name))
    return f"/{path}" if path else ""


def base_url(name: str) -> str:
    """``https://host/path`` without a slash at the end, or ""."""
    url = text(name).rstrip("/")
    if url and not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", url):
        form = "an address such as https://example.org/resume"
        raise ImproperlyConfigured(Malformed(form).about(name))
    return url


def secret(name: str) -> str:
    """The value, or the content of the file named by ``<name>_FILE``, as Docker has it."""
    path = text(f"{name}_FILE")
    if text(name) or not path:
        return text(name)
    try:
        return Path(path).read_text(encoding="utf-8-sig").strip()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise ImproperlyConfigured(
            f"{name}_FILE has to name a file with the secret, which can't be read:"
            f" {reason}."
        ) from None


def export(**values: str) -> None:
    """Set variables for what reads them itself, such as the owner's agent."""
    os.environ.update({name: value for name, value in values.items() if value})


def secret_values() -> tuple[str, ...]:
    """The values of variables whose names say that they are secret."""
    return tuple(
        value
        for name, value in os.environ.items()
        if re.search(r"KEY|TOKEN|SECRET|PASSWORD|CREDENTIAL", name)
        and not name.endswith("_FILE")
    )


def given(names: Iterable[str]) -> dict[str, str]:
    r"""Their texts, in which \n is a line break: not every place can hold a real one."""
    return {name: text(name).replace(r"\n", "\n") for name in names if text(name)}


def leftovers() -> dict[str, str]:
    """Variables that look like settings and were not read, with a similar name or ""."""
    names = sorted(set(filter(re.compile(r"([A-Z_]+_)?CHATKIT_").match, os.environ)))
    return {
        name: next(iter(get_close_matches(name, _read, 1, 0.8)), "")
        for name in names
        if name not in _read
    }


def database(name: str, sqlite_file: Path) -> dict[str, Any]:
    """The database of the URL in the variable, or the SQLite file.

    The options for SQLite are for many concurrent chats; the URL may override them, for
    example with ``?timeout=5``.
    https://docs.djangoproject.com/en/5.2/ref/databases/#sqlite-notes
    """
    config: dict[str, Any] = {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(sqlite_file),
    }
    if url := text(name):
        config = service_urls.database(name, url, ROOT)
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            **config.get("OPTIONS", {}),
        }
    if config["ENGINE"] == "django.db.backends.postgresql":
        # A host that never answers must not hold a request, or /readyz, for minutes.
        config["OPTIONS"] = {"connect_timeout": 5, **config.get("OPTIONS", {})}
    return config


def cache(name: str) -> dict[str, Any]:
    """The cache of the URL in the variable (redis://...), or one in the database."""
    if not (url := text(name)):
        return {"BACKEND": "chatkit.api.cache.AtomicDatabaseCache"}
    config = service_urls.cache(name, url)
    if config["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
        config["BACKEND"] = "chatkit.api.cache.SharedClientRedisCache"
    return config
