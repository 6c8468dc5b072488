"""Read the environment; nothing else does.

Real variables win over ``.env.local``, which wins over ``.env``; with
DJANGO_READ_DOTENV=false neither file is read. A malformed value stops start-up with a
message that names the variable.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

from chatkit.config.value_types import Boolean, Integer, Malformed, ValueType

ROOT = Path(__file__).resolve().parent.parent

env = environ.Env()


def text(name: str, default: str = "") -> str:
    return str(env.str(name, default="")).strip() or default


def boolean(name: str, *, default: bool) -> bool:
    return bool(_parse(name, Boolean(), default))


def number(name: str, *, default: int) -> int:
    return int(_parse(name, Integer(), default))


def _parse(name: str, value_type: ValueType, default: int) -> Any:
    value = text(name)
    try:
        return value_type.parse(value) if value else default
    except Malformed as error:
        raise ImproperlyConfigured(
            f'{name} is "{value}"; expected {error.expected}.'
        ) from None


if boolean("DJANGO_READ_DOTENV", default=True):
    for _file in (ROOT / ".env.local", ROOT / ".env"):  # the first to set a name wins
        if _file.exists():
            env.read_env(_file)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def secret(name: str) -> str:
    """The value, or the content of the file named by ``<name>_FILE``, as Docker has it."""
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
    return {name: text(name) for name in names if text(name)}


def database(name: str, sqlite_file: Path) -> dict[str, Any]:
    """The database of the URL in the variable, or the SQLite file.

    The options for SQLite are for many concurrent chats; the URL may override them, for
    example with ``?timeout=5``.
    https://docs.djangoproject.com/en/5.2/ref/databases/#sqlite-notes
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
    """The cache of the URL in the variable (redis://...), or one in the database."""
    if not text(name):
        return {"BACKEND": "chatkit.api.cache.AtomicDatabaseCache"}
    config: dict[str, Any] = env.cache(name)
    if config["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
        config["BACKEND"] = "chatkit.api.cache.SharedClientRedisCache"
    return config
