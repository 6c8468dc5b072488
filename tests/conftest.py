"""What every test shares: a development site, configured from nothing but here."""

import os
import shutil
import ssl
from collections.abc import Iterator
from concurrent.futures import wait
from functools import cache
from threading import Barrier

import django
import pytest
from django.conf import settings
from django.db import connection
from django.test import TransactionTestCase

os.environ["DJANGO_SETTINGS_MODULE"] = "resume_site.settings"
os.environ["DJANGO_DEBUG"] = "true"
os.environ["DJANGO_READ_DOTENV"] = "false"
django.setup()
# The default takes a quarter of a second for each password, on purpose.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Else each client looks through all static files,
settings.SERVESTATIC_USE_FINDERS = False
# and each HTTP client reads all certificate authorities.
ssl.create_default_context = cache(  # type: ignore[assignment]
    ssl.create_default_context
)

#: Who visits and who answers, for the tests of the chat in several folders.
pytest_plugins = ["tests.support.chat_fixtures"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright's event loop goes on in the main thread after
    them, and the ORM refuses to work there. Files with servers of their own come first:
    they take longest, and no worker should be left alone with one at the end."""

    def order(item: pytest.Item) -> tuple[bool, bool]:
        is_browser_test = "playwright" in getattr(item, "fixturenames", ())
        return is_browser_test, not hasattr(getattr(item, "module", None), "serve")

    items.sort(key=order)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """A SQLite file, as a site has: the chat's database threads share it.

    With DATABASE_URL the tests run on what it names, as .ci/run has some do.
    """
    from tests.support.database import database_file, restore

    if connection.vendor == "sqlite":
        file = tmp_path_factory.mktemp("database") / "db.sqlite3"
        shutil.copyfile(database_file(), file)
        connection.settings_dict["TEST"]["NAME"] = str(file)
        # In place of a flush and of all that follows each migration.
        TransactionTestCase._fixture_teardown = (  # type: ignore[attr-defined]
            lambda _: restore(database_file())
        )


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """All threads let go of the database before it is dropped."""
    yield
    from asgiref.sync import SyncToAsync
    from django.db import connections

    from chatkit.database import EXECUTOR

    everyone = Barrier(EXECUTOR._max_workers)

    def close() -> None:
        everyone.wait(timeout=5)
        connections.close_all()

    wait([EXECUTOR.submit(close) for _ in range(EXECUTOR._max_workers)])
    EXECUTOR.shutdown()
    # Where the ORM works for async tests.
    SyncToAsync.single_thread_executor.submit(connections.close_all).result()


@pytest.fixture(autouse=True)
def _settings_without_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test starts from the environment; a save is taken over, as in a site."""
    from chatkit.config import conf

    monkeypatch.setattr(conf, "snapshot", conf.Snapshot(conf.from_environment()))


@pytest.fixture(autouse=True)
def _resume_without_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each request of a test sees what the test has published; a PDF is made for one."""
    from resume.outputs.typeset import made
    from resume.published import current

    monkeypatch.setattr(current, "snapshot", current.Snapshot(watches=False))
    monkeypatch.setattr(made, "prepare", lambda version: None)
