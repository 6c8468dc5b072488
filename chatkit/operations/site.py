"""What has to be looked at: the database, the cache, the static files."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from chatkit.api.limits import proxies
from chatkit.config.finding import Finding
from chatkit.widget import client_errors as received

#: The file without which no visitor can open the chat.
LAUNCHER = "chatkit/launcher.js"
NAMES = {"sqlite3": "SQLite", "postgresql": "PostgreSQL"}


def described_database() -> str:
    """The database in a few words, without its password."""
    values = settings.DATABASES["default"]
    engine = str(values["ENGINE"]).rpartition(".")[2]
    place = ":".join(str(values[k]) for k in ("HOST", "PORT") if values.get(k))
    return f"{NAMES.get(engine, engine)} {values['NAME']}" + (place and f" at {place}")


def missing_database() -> bool:
    """Whether the SQLite file is not there; to connect would make an empty one."""
    values = settings.DATABASES["default"]
    name = str(values["NAME"])
    in_memory = name == ":memory:" or name.startswith("file:")
    is_sqlite = str(values["ENGINE"]).endswith(".sqlite3")
    return is_sqlite and not in_memory and not Path(name).is_file()


def database() -> Iterator[Finding]:
    """Whether it answers, has every table, and lets visitors write at once."""
    where = described_database()
    if missing_database():
        yield Finding(
            "database",
            "error",
            f"There is no database yet: {where}",
            "The chat answers with the environment's settings; the page has no résumé.",
            "Run manage.py migrate. If the file should be there, correct DATABASE_URL.",
        )
        return
    try:
        connection.ensure_connection()
        yield Finding("database", "ok", f"The database answers: {where}")
        yield _migrations()
        if connection.vendor == "sqlite":
            yield _write_ahead_log()
    except (Error, ImproperlyConfigured) as error:
        yield Finding(
            "database",
            "error",
            f"The database can't be read: {where}",
            f"{_first_line(error)} Until it answers, the environment's settings serve.",
            "Start the database, or correct DATABASE_URL in .env and restart.",
        )


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return Finding("migrations", "ok", "The database has every table")
    return Finding(
        "migrations",
        "error",
        f"The database lacks {len(plan)} of the migrations",
        "Pages that need the missing columns fail.",
        "Run manage.py migrate.",
    )


def _write_ahead_log() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = str(cursor.fetchone()[0])
    if mode == "wal":
        return Finding("wal", "ok", "SQLite keeps a write-ahead log")
    return Finding(
        "wal",
        "warning",
        f"SQLite keeps a {mode} journal, not a write-ahead log",
        "Visitors who chat at once may read 'database is locked'.",
        "Keep the database on a local disk that may be written, not a network share.",
    )


def _first_line(error: Exception) -> str:
    """The error's first line, without the password a driver may have quoted."""
    line = f"{type(error).__name__}: {error}".splitlines()[0].rstrip(".")
    password = str(settings.DATABASES["default"].get("PASSWORD") or "")
    return (line.replace(password, "***") if password else line) + "."


def static_files() -> Iterator[Finding]:
    """Whether the page's files were collected; development serves them unasked."""
    if settings.DEBUG:
        return
    manifest = getattr(staticfiles_storage, "read_manifest", lambda: LAUNCHER)() or ""
    if LAUNCHER in manifest:
        yield Finding("static-files", "ok", "The static files are collected")
        return
    yield Finding(
        "static-files",
        "error",
        "The chat's files are not collected"
        if manifest
        else "The static files are not collected",
        "Every page fails with 'Missing staticfiles manifest entry'.",
        "Run manage.py collectstatic --noinput and restart.",
    )


def forwarding() -> Iterator[Finding]:
    """Whether the cache answers, and knows of a proxy that is not trusted."""
    seen = proxies.forwarding_seen()
    if settings.TRUSTED_PROXIES or not seen:
        return
    yield Finding(
        "forwarding",
        "warning",
        "Requests come with X-Forwarded-For, but CHATKIT_TRUSTED_PROXIES is 0",
        "Either a proxy stands in front and all its visitors share one limit, or"
        " somebody made the header up.",
        "Behind one proxy put CHATKIT_TRUSTED_PROXIES=1 into .env and restart. Without"
        " any, there is nothing to do.",
    )


def beacons() -> Iterator[Finding]:
    """What visitors' browsers told of OpenAI's widget in the last week."""
    for beacon in received.recent():
        times = "once" if beacon.count == 1 else f"{beacon.count} times"
        yield Finding(
            "beacons",
            "warning",
            beacon.sentence,
            f"{times.capitalize()} in the last week, the last on"
            f" {beacon.last_seen:%d %B %H:%M} UTC. These visitors were answered by the"
            " site's own assistant.",
            beacon.remedy,
        )
