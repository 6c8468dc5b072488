"""Run the doctor command, in this process or in one of its own."""

import io
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management import call_command

from chatkit.config.resolve import resolve
from chatkit.operations import checks
from tests.support.database import ROOT, database_file

LONG = "a-secret-key-of-this-test-" + "0123456789" * 3


@dataclass(frozen=True)
class Run:
    """What a run printed and exited with."""

    status: int
    output: str

    @property
    def text(self) -> str:
        """The output on one line, as it wraps where the terminal ends."""
        return " ".join(self.output.split())


def run(*arguments: str) -> Run:
    out = io.StringIO()
    try:
        call_command("doctor", *arguments, stdout=out)
    except SystemExit as end:
        return Run(int(str(end.code)), out.getvalue())
    return Run(0, out.getvalue())


def command_line(folder: Path, *arguments: str, **variables: str) -> Run:
    """The real command in a process of its own, with a database in ``folder``."""
    result = subprocess.run(
        [sys.executable, "manage.py", *(arguments or ("doctor",))],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_DEBUG": "true",
            "DJANGO_READ_DOTENV": "false",
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "NO_PROXY": "127.0.0.1",
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(result.returncode, result.stdout + result.stderr)


def migrated(folder: Path) -> Path:
    """The folder, with the database that ``command_line`` looks for."""
    shutil.copyfile(database_file(), folder / "db.sqlite3")
    return folder


def levels(variables: dict[str, str] | None = None) -> dict[str, str]:
    """Each finding's level by its id."""
    findings = checks.examine(resolve(variables or {}))
    assert len({f.id for f in findings}) == len(findings)
    for finding in findings:
        assert finding.level == "ok" or finding.remedy.endswith((".", "builder", '"'))
    return {finding.id: finding.level for finding in findings}


def deployed(settings: Any) -> Any:
    """The settings of a site as it should be: public, in custom mode."""
    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["example.org", "localhost"]
    settings.SECRET_KEY = LONG
    settings.TRUSTED_PROXIES = 1
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_SSL_REDIRECT = True
    settings.CHATKIT_ENVIRONMENT = {"CHATKIT_INTEGRATION_TYPE": "custom"}
    return settings
