"""A full disk and a database that restarts, for bench/endurance.py."""

import asyncio
import os
import resource
import shlex
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from tests.support.server import Server

RESTART = 3.0  # seconds SQLite's lock is held
DISK = 64  # megabytes


async def fill_disk(server: Server, folder: Path, seconds: float) -> None:
    """Nothing is left on the folder's disk."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    await asyncio.sleep(seconds)
    filler.unlink()


async def forbid_writes(server: Server, folder: Path, seconds: float) -> None:
    """The server's processes can't write to a file: for SQLite, the disk is full."""
    limit_files(server, 0)
    await asyncio.sleep(seconds)
    limit_files(server, resource.RLIM_INFINITY)


def limit_files(server: Server, size: int) -> None:
    limits = (size, resource.RLIM_INFINITY)
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, limits)
    for pid in server.workers():  # new ones inherit it
        with suppress(ProcessLookupError):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


async def restart_database(url: str, command: str) -> None:
    if command:
        process = await asyncio.create_subprocess_exec(*shlex.split(command))
        await process.wait()
    elif url.startswith("sqlite"):
        await asyncio.to_thread(hold_lock, url.removeprefix("sqlite:///"))
    else:
        with psycopg.connect(url, autocommit=True) as postgres:
            postgres.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def hold_lock(file: str) -> None:
    database = sqlite3.connect(file, timeout=30)
    database.execute("BEGIN IMMEDIATE")
    time.sleep(RESTART)
    database.rollback()
    database.close()


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Whether the folder is on a disk of its own meanwhile."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}m", "tmpfs", str(folder)]
    is_mounted = (
        os.geteuid() == 0
        and subprocess.run(mount, check=False, capture_output=True).returncode == 0  # noqa: S603
    )
    try:
        yield is_mounted
    finally:
        if is_mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S603, S607
