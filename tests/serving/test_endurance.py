"""bench/endurance.py for a few seconds."""

import asyncio
from functools import partial
from pathlib import Path

from bench.endurance import measure
from bench.outages import forbid_writes, restart_database
from tests.support.chat import Chat
from tests.support.server import SLOW, UNLIMITED, serve


def test_nothing_is_lost_in_reloads_a_full_disk_and_a_locked_database(
    tmp_path: Path,
) -> None:
    with serve(tmp_path, command=SLOW, WEB_CONCURRENCY="1", **UNLIMITED) as server:
        with Chat(server.url) as chat:
            chat.ask("0.1 seconds")  # the worker is ready for more
        outages = [
            partial(forbid_writes, server, tmp_path, 2.0),
            partial(restart_database, server.environment["DATABASE_URL"], ""),
        ]
        measured = measure(server, 8, outages, turns=0.2, reloads=5)
        result = asyncio.run(measured)
        assert result.lost == [], server.log
        assert result.not_stored == [], server.log
        assert set(result.views) == {"200"}
        assert result.reloads == 1
        assert "The database takes writes again; all is stored." in server.log
