"""The chat's database threads."""

import asyncio
from threading import Barrier

import pytest
from django.db import OperationalError, connection, connections

from chatkit import database
from chatkit.models import Thread

pytestmark = pytest.mark.django_db(transaction=True)


async def test_a_restart_of_the_database_fails_once_and_not_in_each_thread() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server that could be restarted")
    meeting = Barrier(database.EXECUTOR._max_workers)

    def connect() -> int:
        meeting.wait(timeout=5)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return int(cursor.fetchone()[0])

    def break_all(servers: list[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM unnest(%s) pid", [servers]
            )
        connections.close_all()

    workers = range(database.EXECUTOR._max_workers)
    # Theirs alone: other tests go on with the connections of other threads.
    servers = await asyncio.gather(*(database.run(connect) for _ in workers))
    await asyncio.to_thread(break_all, servers)
    with pytest.raises(OperationalError):
        await database.run(Thread.objects.count)
    await asyncio.gather(*(database.run(connect) for _ in workers))
