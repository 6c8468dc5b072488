"""bench/endurance.py for a few seconds."""

import asyncio
from functools import partial
from pathlib import Path

from bench.endurance import forbid_writes, measure, restart_database
from tests.support.server import SLOW, UNLIMITED, serve


def test_nothing_is_lost_in_reloads_a_full_disk_and_a_locked_database(
    tmp_path: Path,
) -> None:
    with serve(tmp_path, command=SLOW, WEB_CONCURRENCY="2", **UNLIMITED) as server:
        outages = [
            partial(forbid_writes, server, tmp_path, 2.0),
            partial(restart_database, server.environment["DATABASE_URL"], ""),
        ]
        measured = measure(server, 9, outages, turns=0.2, reloads=4)
        result = asyncio.run(measured)
        assert result.lost == [], server.log
        assert result.not_stored == [], server.log
        assert set(result.views) == {"200"}
        assert result.reloads == 2
        assert "answers are kept in memory" in server.log
