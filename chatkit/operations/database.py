"""Checks of the database: whether it answers, has every table, and takes writes."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from chatkit.config.findings import Finding, finding
from chatkit.config.resolve import Config

NAMES = {"sqlite3": "SQLite", "postgresql": "PostgreSQL"}


def description() -> str:
    values = settings.DATABASES["default"]
    engine = str(values["ENGINE"]).rpartition(".")[2]
    place = ":".join(str(values[k]) for k in ("HOST", "PORT") if values.get(k))
    return f"{NAMES.get(engine, engine)} {values['NAME']}" + (place and f" at {place}")


def is_missing() -> bool:
    """Whether the SQLite file does not exist; connecting would create an empty one."""
    values = settings.DATABASES["default"]
    name = str(values["NAME"])
    in_memory = name == ":memory:" or name.startswith("file:")
    return _is_sqlite() and not in_memory and not Path(name).is_file()


def database(config: Config) -> list[Finding]:
    where = description()
    if is_missing():
        has_folder = Path(str(settings.DATABASES["default"]["NAME"])).parent.is_dir()
        key = "database.missing" if has_folder else "database.no-folder"
        return [finding(key, database=where)]
    try:
        connection.ensure_connection()
        if connection.vendor != "sqlite":
            engine = connection.display_name
            return [finding("database.server", database=where, engine=engine)]
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            [journal] = cursor.fetchone()
    except (Error, ImproperlyConfigured) as error:
        key = "database.unreadable" if _is_sqlite() else "database.unreachable"
        return [finding(key, database=where, error=_first_line(error))]
    return [finding("database.sqlite", database=where), write_ahead_log(journal)]


def write_ahead_log(journal: str) -> Finding:
    return finding("wal.on" if journal == "wal" else "wal.off", journal=journal)


def migrations(config: Config) -> Finding:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return finding(
        "migrations.missing" if plan else "migrations.applied", count=len(plan)
    )


def writes(config: Config) -> Finding | None:
    """Whether it takes a write, of no row."""
    recorder = MigrationRecorder(connection)
    if not recorder.has_table():
        return None  # see ``migrations``
    try:
        with transaction.atomic():
            recorder.migration_qs.filter(app="").update(app="")
    except Error as error:
        reason = _first_line(error)
        return finding("writes.refused", database=description(), error=reason)
    return finding("writes.taken")


def _is_sqlite() -> bool:
    return str(settings.DATABASES["default"]["ENGINE"]).endswith(".sqlite3")


def _first_line(error: Exception) -> str:
    """The error's first line, without the password a driver may have quoted."""
    line = f"{type(error).__name__}: {error}".splitlines()[0].rstrip(".")
    password = str(settings.DATABASES["default"].get("PASSWORD") or "")
    return (line.replace(password, "***") if password else line) + "."
