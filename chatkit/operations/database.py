"""Checks of the database: whether it answers, has every table, and takes writes."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from chatkit.config.finding import Finding
from chatkit.config.resolve import Config

NAMES = {"sqlite3": "SQLite", "postgresql": "PostgreSQL"}


def description() -> str:
    """Engine, name and host, without the password."""
    values = settings.DATABASES["default"]
    engine = str(values["ENGINE"]).rpartition(".")[2]
    place = ":".join(str(values[k]) for k in ("HOST", "PORT") if values.get(k))
    return f"{NAMES.get(engine, engine)} {values['NAME']}" + (place and f" at {place}")


def is_missing() -> bool:
    """Whether the SQLite file does not exist; connecting would create an empty one."""
    values = settings.DATABASES["default"]
    name = str(values["NAME"])
    in_memory = name == ":memory:" or name.startswith("file:")
    is_sqlite = str(values["ENGINE"]).endswith(".sqlite3")
    return is_sqlite and not in_memory and not Path(name).is_file()


def database(config: Config) -> list[Finding]:
    where = description()
    if is_missing():
        return _unusable(
            f"There is no database yet: {where}",
            "The chat uses the environment's settings; the page has no résumé.",
            "Run manage.py migrate. If the file should exist, correct DATABASE_URL.",
        )
    try:
        connection.ensure_connection()
        journal = journal_mode()
    except (Error, ImproperlyConfigured) as error:
        return _unusable(
            f"The database can't be read: {where}",
            f"{_first_line(error)} Until it can, the environment's settings apply.",
            "Start the database, or correct DATABASE_URL in .env and restart.",
        )
    title, value = f"The database answers: {where}", connection.display_name
    if not journal:
        return [Finding("database", "ok", title, label="Database", value=value)]
    return [Finding("database", "ok", title), write_ahead_log(journal)]


def _unusable(title: str, detail: str, remedy: str) -> list[Finding]:
    return [Finding("database", "error", title, detail, remedy)]


def journal_mode() -> str:
    """SQLite's, such as "wal"; "" for any other database."""
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        return str(cursor.fetchone()[0])


def write_ahead_log(journal: str) -> Finding:
    if journal == "wal":
        return Finding(
            "wal",
            "ok",
            "SQLite keeps a write-ahead log",
            label="Database",
            value="SQLite, with a write-ahead log",
        )
    return Finding(
        "wal",
        "warning",
        f"SQLite keeps a {journal} journal, not a write-ahead log",
        "Visitors who chat at the same time may get 'database is locked'.",
        "Keep the database on a writable local disk, not on a network share.",
        "Database",
        "SQLite, without a write-ahead log",
    )


def migrations(config: Config) -> Finding:
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


def _first_line(error: Exception) -> str:
    """The error's first line, without the password a driver may have quoted."""
    line = f"{type(error).__name__}: {error}".splitlines()[0].rstrip(".")
    password = str(settings.DATABASES["default"].get("PASSWORD") or "")
    return (line.replace(password, "***") if password else line) + "."
