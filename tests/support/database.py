"""SQLite files to copy, each made once in a run: migrating takes seconds."""

import atexit
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from fcntl import LOCK_EX, flock
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

from django.core.management import call_command
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resume" / "samples" / "sample.json"
VARIABLE = "TEST_DATABASE_FILES"

if VARIABLE not in os.environ:  # pytest's workers inherit it
    os.environ[VARIABLE] = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, os.environ[VARIABLE])


def database_file(resume: Path | None = None) -> Path:
    """A migrated SQLite file with the résumé."""
    start = database_file() if resume else None
    key = sha256(resume.read_bytes()).hexdigest() if resume else "empty"
    file = Path(os.environ[VARIABLE]) / f"{key}.sqlite3"
    with file.with_suffix(".lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not file.exists():
            new = file.with_suffix(".new")
            debug = {"DJANGO_DEBUG": "true", "DATABASE_URL": f"sqlite:///{new}"}
            if start:
                shutil.copyfile(start, new)
                manage({**os.environ, **debug}, "loadresume", str(resume))
            else:
                manage({**os.environ, **debug}, "migrate", "--verbosity=0")
            new.rename(file)
    return file


def prepare_database(environment: dict[str, str], resume: Path | None) -> None:
    """Migrate the database and load the résumé; a new SQLite file is a copy."""
    url = urlsplit(environment["DATABASE_URL"])
    if url.scheme == "sqlite" and not (file := Path(url.path[1:])).exists():
        shutil.copyfile(database_file(resume), file)
        return
    manage(environment, "migrate", "--verbosity=0")
    if resume:
        manage(environment, "loadresume", str(resume))


def restore(file: Path) -> None:
    """Make the test database, an SQLite file, the same as this one."""
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as source:
        source.backup(connection.connection)


def load_sample() -> None:
    """What ``loadresume`` does with the sample, outside of a transaction."""
    if connection.vendor == "sqlite":
        restore(database_file(SAMPLE))
    else:
        call_command("loadresume", str(SAMPLE), verbosity=0)


def manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a management command; its output, also shown when it fails."""
    result = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout
