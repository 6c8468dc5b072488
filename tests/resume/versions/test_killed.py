"""A process that is killed while it publishes leaves the old version or the new, whole."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support.database import SAMPLE, database_file

#: Publishes in a child that ends without a word at its n-th statement, for each n.
SCRIPT = """
import os, django
django.setup()
from django.db import connection, connections
from resume.models import Resume
from resume.passages import published
from resume.published.version import read_versions
from resume.versions.publishing import publish_draft

resume = Resume.objects.get()
resume.label = "Lighthouse Keeper"
resume.save()


def seen():
    version = read_versions()[""]
    told = "Lighthouse Keeper" in str(published())
    return (version.resume.label, told, resume.versions.count())


def publish(last):
    count = 0

    def execute(execute, *given):
        nonlocal count
        count += 1
        if count == last:
            os._exit(9)
        return execute(*given)

    with connection.execute_wrapper(execute):
        publish_draft(resume)


old = seen()
for last in range(1, 100):
    connections.close_all()
    child = os.fork()
    if not child:
        publish(last)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status == 0:
        break
    assert status == 9, status
    assert seen() == old, (last, seen())
assert seen() == ("Lighthouse Keeper", True, 2), seen()
print(last)
"""


def test_the_old_version_stays_whole_whenever_it_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "killed.sqlite3"
    shutil.copyfile(database_file(SAMPLE), file)
    environment = {
        **os.environ,
        "DJANGO_DEBUG": "true",
        "DJANGO_SETTINGS_MODULE": "resume_site.settings",
        "DATABASE_URL": f"sqlite:///{file}",
    }

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 4, "it was killed at each of several statements"
