"""The databases and caches that some tests run on one after the other.

SQLite is always available. PostgreSQL is used if TEST_DATABASE_URL names a server on
which databases may be created, Redis if TEST_CACHE_URL names one (.ci/run starts
both). Otherwise pytest's summary lists the tests as skipped.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest

SERVER = os.environ.get("TEST_DATABASE_URL", "")
REDIS = os.environ.get("TEST_CACHE_URL", "")

needs_postgres = pytest.mark.skipif(
    not SERVER, reason="TEST_DATABASE_URL names no PostgreSQL server"
)
needs_redis = pytest.mark.skipif(
    not REDIS, reason="TEST_CACHE_URL names no Redis server"
)
#: For parametrize: the CACHE_URL of each cache.
CACHES = [
    pytest.param("", id="database"),
    pytest.param(REDIS, id="redis", marks=needs_redis),
]
#: For parametrize: the name of each engine.
ENGINES = ["sqlite", pytest.param("postgres", marks=needs_postgres)]


@contextmanager
def new_database(engine: str, folder: Path) -> Iterator[str]:
    """Yield the URL of an empty database and drop it afterwards."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    name = f"test_{uuid4().hex}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlsplit(SERVER)._replace(path=f"/{name}").geturl()
        finally:
            for made in (name, f"test_{name}"):  # by Django's tests, from the first
                server.execute(f'DROP DATABASE IF EXISTS "{made}" WITH (FORCE)')
