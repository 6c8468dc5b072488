"""manage.py export_hosted_threads FILE"""

import asyncio
from functools import partial
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatkit.config import conf, mode
from chatkit.hosted import connections, thread_export
from chatkit.hosted.client import OpenAIClient
from chatkit.hosted.errors import OpenAIError, Refused

CAUSES = {
    401: "OPENAI_API_KEY is wrong or was revoked.",
    403: "The key may not read threads: give it all permissions.",
    404: "It has no threads any more, or OPENAI_BASE_URL is not OpenAI's.",
    410: "OpenAI has ended hosted threads.",
}


class Command(BaseCommand):
    help = (
        "Save the hosted threads and their messages, one JSON line per thread. Run it"
        " again to resume an interrupted export. Exits 1 if a thread is not saved."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="where to save them; a .jsonl file")

    def handle(self, *, file: Path, **options: Any) -> None:
        obstacles = mode.unsendable(conf.current())
        if obstacles:
            raise CommandError(" ".join(obstacles))
        try:
            saved = thread_export.saved_ids(file)
            with thread_export.open_private(file) as lines:
                total, items = asyncio.run(self.export(lines, saved))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        except ValueError as error:
            raise CommandError(f"{file}: {error}; name another file.") from error
        except OpenAIError as error:
            raise CommandError(explain(error, file)) from error
        self.stdout.write(
            self.style.SUCCESS(
                f"{file} has all {total} threads: {total - len(saved)} with {items} items"
                f" were added, {len(saved)} were there."
            )
        )

    async def export(self, file: TextIO, saved: set[str]) -> tuple[int, int]:
        """How many threads the file has now, and how many items were added."""
        self.show_progress("Listing the threads")
        items = 0
        async with connections.open_session() as http:
            client = OpenAIClient(http)
            missing = [
                thread
                async for thread in thread_export.all_rows(
                    client.list_threads, self.report_wait
                )
                if thread["id"] not in saved
            ]
            of_all = f"{len(missing)} threads"
            for number, thread in enumerate(missing):
                self.show_progress(f"{number} of {of_all}, {items} items")
                get_page = partial(client.list_items, thread["id"])
                rows = thread_export.all_rows(get_page, self.report_wait)
                thread_items = [item async for item in rows]
                thread_export.write(file, thread, thread_items)
                items += len(thread_items)
        self.show_progress(f"{len(missing)} of {of_all}, {items} items", end="\n")
        return len(saved) + len(missing), items

    def show_progress(self, text: str, end: str = "") -> None:
        """On a terminal, replace the line; elsewhere, write only the last one."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\x1b[K{text}", self.style.NOTICE, ending=end)
        elif end:
            self.stderr.write(text, self.style.NOTICE)

    def report_wait(self, seconds: int, error: OpenAIError) -> None:
        self.stderr.write(
            f"\nOpenAI: {error}. Trying again in {seconds} s.", self.style.WARNING
        )


def explain(error: OpenAIError, file: Path) -> str:
    status = error.status if isinstance(error, Refused) else 0
    cause = CAUSES.get(status, "Run the command again later.")
    return (
        f"OpenAI: {error}. {cause} {file} keeps what was saved; the next run goes on"
        " from there."
    )
