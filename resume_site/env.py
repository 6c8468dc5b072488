"""Read the process environment; everything else gets what is read here.

``.env`` and ``.env.local`` at the root are read, ``.env.local`` over ``.env``,
real environment variables over both (DJANGO_READ_DOTENV=false reads neither, which
the tests use). A value that can't be read stops start-up
with a sentence that names the variable. ``NAME_FILE`` holds the path of a file
with the value, for Docker and systemd secrets.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from chatkit.config.value_types import Boolean, Malformed

ROOT = Path(__file__).resolve().parent.parent

env = environ.Env()


def text(name: str, default: str = "") -> str:
    """The variable's value without surrounding space; blank reads as unset."""
    return str(env.str(name, default="")).strip() or default


def boolean(name: str, *, default: bool) -> bool:
    """True or false; raises ImproperlyConfigured for anything else."""
    value = text(name)
    try:
        return Boolean().parse(value) if value else default
    except Malformed as error:
        raise ImproperlyConfigured(
            f'{name} is "{value}"; expected {error.expected}.'
        ) from None


if boolean("DJANGO_READ_DOTENV", default=True):
    for _file in (ROOT / ".env.local", ROOT / ".env"):  # the first to set one wins
        if _file.exists():
            env.read_env(_file)


def number(name: str, *, default: int) -> int:
    """A whole number from 0; raises ImproperlyConfigured for anything else."""
    value = text(name)
    if value and not value.isdecimal():
        raise ImproperlyConfigured(
            f'{name} is "{value}"; expected a whole number, 0 or more.'
        )
    return int(value) if value else default


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str) -> str:
    """The variable, else the content of the file that ``<name>_FILE`` names."""
    path = text(f"{name}_FILE")
    if text(name) or not path:
        return text(name)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name}_FILE names {path}, which can't be read: {error.strerror}."
        ) from None


def given(names: Iterable[str]) -> dict[str, str]:
    """Those of the variables that are set to something."""
    return {name: text(name) for name in names if text(name)}


def database(name: str, sqlite_file: Path) -> dict[str, Any]:
    """The database a URL names, else the SQLite file.

    SQLite gets what many chats at once need: a write-ahead log, transactions that
    take the write lock when they begin, and patience for their turn.
    https://docs.djangoproject.com/en/5.2/ref/databases/#sqlite-notes

    The URL may say otherwise: ``?timeout=5`` is patience of five seconds.
    """
    config: dict[str, Any] = env.db(name, default=f"sqlite:///{sqlite_file}")
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
    """The cache a URL names (redis://...), else the one in the database."""
    if not text(name):
        return {"BACKEND": "chatkit.api.cache.AtomicDatabaseCache"}
    config: dict[str, Any] = env.cache(name)
    if config["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
        config["BACKEND"] = "chatkit.api.cache.SharedClientRedisCache"
    return config
