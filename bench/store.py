"""The store's times at 1 thousand, 100 thousand and 1 million items.

    make bench

On SQLite, and on PostgreSQL where TEST_DATABASE_URL names a server. One item of five is
in one large thread, the others are in threads of forty, twenty threads to a visitor, so
that every page is full. Each time is the median of calls through DjangoStore, every
second one about the large thread.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support.engines import SERVER, new_database

SIZES = (1_000, 100_000, 1_000_000)
SPAN = 50  # numbers of items to a thread, every fifth of which is in the large one
THREADS_EACH = 20
LARGE = "thread_large"
PAGE = 20
FLAT = 1.5
BATCH = 10_000
TEXT = "What did they build at the railway, and who used it in the end? " * 3
START = datetime.fromisoformat("2026-01-01T00:00:00+00:00")


@dataclass(frozen=True)
class Owner:
    """The store's context."""

    visitor_id: str


@dataclass(frozen=True)
class Place:
    """A thread, its owner, and an item in its middle."""

    thread_id: str
    owner: Owner
    middle: str


def place(thread: int) -> Place:
    owner = Owner(f"user_{thread // THREADS_EACH}")
    return Place(f"thread_{thread}", owner, f"msg_{thread * SPAN + SPAN // 2 + 1}")


def places(size: int, calls: int) -> Iterator[Place]:
    """Threads from all over the table, the large one between each two."""
    threads = size // SPAN
    large = Place(LARGE, Owner("user_0"), f"msg_{size // 10 * 5}")
    for call in range(calls):
        yield large if call % 2 else place(call * threads // calls)


def fill(start: int, size: int) -> None:
    """Add the items from number ``start`` up to ``size``, and their threads."""
    from chatkit.models import Item, Thread

    def thread(id_: str, owner: Owner, number: int) -> Thread:
        created = START + timedelta(minutes=number)
        data = {"id": id_, "created_at": created.isoformat()}
        return Thread(
            id=id_, visitor_id=owner.visitor_id, created_at=created, data=data
        )

    def item(number: int) -> Item:
        thread_id = f"thread_{number // SPAN}" if number % 5 else LARGE
        data: dict[str, Any] = {
            "id": f"msg_{number}",
            "thread_id": thread_id,
            "created_at": (START + timedelta(minutes=number)).isoformat(),
            "type": "assistant_message",
            "content": [{"type": "output_text", "text": TEXT, "annotations": []}],
        }
        return Item(
            thread_id=thread_id, item_id=data["id"], type=data["type"], data=data
        )

    if not start:
        thread(LARGE, Owner("user_0"), 0).save(force_insert=True)
    numbers = range(start // SPAN, size // SPAN)
    threads = (thread(place(n).thread_id, place(n).owner, n) for n in numbers)
    create(Thread, threads)
    create(Item, map(item, range(start, size)))


def create(model: Any, rows: Iterable[Any]) -> None:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        model.objects.bulk_create(batch)


def analyze() -> None:
    """What PostgreSQL's autovacuum does in time."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


async def medians(size: int, calls: int) -> Mapping[str, float]:
    """Milliseconds of each operation. Leaves ``calls`` items more."""
    from chatkit.types import AssistantMessageContent, AssistantMessageItem

    from chatkit.selfhosted.store import DjangoStore

    store = DjangoStore()

    def append(at: Place) -> Awaitable[object]:
        part = AssistantMessageContent(text=TEXT, annotations=[])
        message = AssistantMessageItem(
            id=f"msg_{perf_counter()}",
            thread_id=at.thread_id,
            created_at=datetime.now(),
            content=[part],
        )
        return store.add_thread_item(at.thread_id, message, at.owner)

    def newest(at: Place) -> Awaitable[object]:
        return store.load_thread_items(at.thread_id, None, PAGE, "desc", at.owner)

    def middle(at: Place) -> Awaitable[object]:
        return store.load_thread_items(at.thread_id, at.middle, PAGE, "desc", at.owner)

    def threads(at: Place) -> Awaitable[object]:
        return store.load_threads(PAGE, None, "desc", at.owner)

    async def median(call: Callable[[Place], Awaitable[object]]) -> float:
        took = []
        for at in places(size, calls):
            began = perf_counter()
            await call(at)
            took.append(1000 * (perf_counter() - began))
        return statistics.median(took)

    return {
        "append": await median(append),
        "newest page": await median(newest),
        "middle page": await median(middle),
        "threads": await median(threads),
    }


def measure(engine: str, sizes: Iterable[int], calls: int) -> bool:
    """Print the engine's table; whether all of it is flat."""
    filled = 0
    base: Mapping[str, float] = {}
    worst = 0.0
    for size in sizes:
        fill(filled, size)
        filled = size
        analyze()
        asyncio.run(medians(size, calls // 10))
        found = asyncio.run(medians(size, calls))
        if not base:
            base = found
            sys.stdout.write(" | ".join([f"{engine}, items", *found]) + "\n")
        ratios = {name: found[name] / base[name] for name in found}
        worst = max(worst, *ratios.values())
        shown = [f"{found[name]:.2f} ms ({ratios[name]:.2f})" for name in found]
        sys.stdout.write(" | ".join([f"{size:,}", *shown]) + "\n")
        sys.stdout.flush()
    says = "Flat" if worst <= FLAT else "NOT flat"
    sys.stdout.write(f"{says} within {FLAT}: {worst:.2f} times at most.\n")
    return worst <= FLAT


def run(engine: str, sizes: Iterable[int], calls: int) -> bool:
    """``measure`` on a new database, the only one of this process."""
    with (
        tempfile.TemporaryDirectory() as folder,
        new_database(engine, Path(folder)) as url,
    ):
        os.environ["DATABASE_URL"] = url
        os.environ["DJANGO_DEBUG"] = "false"  # else it keeps each query
        os.environ["DJANGO_SECRET_KEY"] = "only-for-this-benchmark"  # noqa: S105
        os.environ["DJANGO_SETTINGS_MODULE"] = "resume_site.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        return measure(engine, sizes, calls)


if __name__ == "__main__":
    os.environ["DJANGO_READ_DOTENV"] = "false"
    parser = argparse.ArgumentParser()
    parser.add_argument("--calls", type=int, default=600, help="of each operation")
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="items")
    parser.add_argument("--engine", choices=["sqlite", "postgres"])
    options = parser.parse_args()
    if options.engine:
        sizes = [size for size in SIZES if size <= options.largest]
        sys.exit(not run(options.engine, sizes, options.calls))
    engines = ["sqlite", "postgres"] if SERVER else ["sqlite"]
    codes = [
        subprocess.run(  # noqa: S603 -- this script
            [sys.executable, *sys.argv, f"--engine={engine}"], check=False
        ).returncode
        for engine in engines
    ]
    sys.exit(any(codes))
