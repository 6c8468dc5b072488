"""A process that is killed while it changes the résumé leaves the old or the new, whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.database import SAMPLE, prepare_database
from tests.support.engines import ENGINES, new_database

#: Does each in a child that ends without a word at its n-th statement, for each n.
SCRIPT = """
import json, os, re, sys, django
django.setup()
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from chatkit.config import conf
from resume.models import Resume
from resume.passages import published
from resume.published.version import read_versions
from resume.versions.snapshot import take
from tests.resume.typeset.test_pdf import DOT

# No thread may hold one of SQLite's locks when this process forks.
conf.snapshot = conf.Snapshot(conf.from_environment())
owner = Client(headers={"host": "127.0.0.1"})
owner.force_login(User.objects.create_superuser("owner"))
desk = f"/admin/resume/resume/{Resume.objects.get().pk}/"


def document(label):
    image = f"data:image/png;base64,{DOT}"
    return json.dumps({"basics": {"name": "Ama", "label": label, "image": image}})


def post(what, **data):
    assert owner.post(desk + what, data).status_code in (200, 302)


def load():
    with open(sys.argv[1], "w") as file:
        file.write(document("Lens Grinder"))
    call_command("loadresume", file.name, stdout=sys.stderr)


def draft():
    return take(Resume.objects.get())


def visitors():
    shown = read_versions()[""].resume
    has_photo = hasattr(shown, "photo") and bool(shown.photo.content)
    told = shown.label in str(published())
    return shown.label, has_photo, told, shown.versions.count()


def kill(action, state):
    old = state()
    for last in range(1, 200):
        connections.close_all()
        child = os.fork()
        if not child:
            at = iter(range(1, 200))

            def execute(execute, *given):
                if next(at) == last:
                    os._exit(9)
                return execute(*given)

            with connection.execute_wrapper(execute):
                action()
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert status in (0, 9), status
        if state() != old:
            break
        assert status == 9, "it changes nothing"
    print(last)
    return state()


first = draft()
post("import/", text=document("Lighthouse Keeper"))
new = kill(lambda: post("import/", decision="replace"), draft)
assert (new["label"], new["entries"]) == ("Lighthouse Keeper", []), new
assert new["photo"], "the photograph comes with what it belongs to"
digest = re.search('name="digest" value="(.+?)"', owner.get(desk + "publish/").text)[1]
seen = kill(lambda: post("publish/", digest=digest), visitors)
assert seen == ("Lighthouse Keeper", True, True, 2), seen
assert kill(lambda: post("versions/1/restore/"), draft) == first
seen = kill(load, visitors)
assert seen == ("Lens Grinder", True, True, 3), seen
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_the_old_or_the_new_stays_whole_whenever_it_is_killed(
    engine: str, tmp_path: Path
) -> None:
    with new_database(engine, tmp_path) as url:
        environment = {
            **os.environ,
            "DJANGO_DEBUG": "true",
            "DJANGO_SETTINGS_MODULE": "resume_site.settings",
            "DATABASE_URL": url,
        }
        prepare_database(environment, SAMPLE)

        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, tmp_path / "resume.json"],
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    assert done.returncode == 0, done.stderr
    steps = [int(last) for last in done.stdout.split()]
    assert len(steps) == 4
    assert min(steps) > 4, "each was killed at each of several statements"
