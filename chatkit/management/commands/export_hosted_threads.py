"""manage.py export_hosted_threads FILE"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from chatkit.config import conf, mode
from chatkit.hosted import client, thread_export
from chatkit.hosted.error_mapping import summary
from chatkit.hosted.errors import REFUSALS, Refusal, Refused

WIDTH = 30

CAUSES = {
    401: "OPENAI_API_KEY is wrong or was revoked.",
    403: "The key may not read threads: give it all permissions.",
    404: "It has no threads any more, or OPENAI_BASE_URL is not OpenAI's.",
    410: "OpenAI has ended hosted threads.",
}


class Command(BaseCommand):
    help = (
        "Save the hosted threads and what was said in them, one JSON line for each"
        " thread. Run it again to go on where it stopped. Exits 1 when not all is saved."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="where to; a .jsonl file")

    def handle(self, *, file: Path, **options: Any) -> None:
        obstacles = mode.unsendable(conf.current())
        if obstacles:
            raise CommandError(" ".join(obstacles))
        try:
            done = thread_export.saved(file)
            with thread_export.open_private(file) as lines:
                total, items = self.save(client.configured(), lines, done)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        except ValueError as error:
            raise CommandError(f"{file}: {error}; name another file.") from error
        except REFUSALS as refusal:
            raise CommandError(explain(refusal, file)) from refusal
        self.stdout.write(
            self.style.SUCCESS(
                f"{file} has all {total} threads: {total - len(done)} with {items} items"
                f" were added, {len(done)} were there."
            )
        )

    def save(
        self, openai: client.OpenAIClient, lines: Any, done: set[str]
    ) -> tuple[int, int]:
        """How many threads there are now, and how many items were added."""
        self.progress("Listing the threads")
        left = [
            t for t in thread_export.threads(openai, self.wait) if t["id"] not in done
        ]
        items = 0
        for number, thread in enumerate(left):
            self.progress(bar(number, len(left), items))
            said = list(thread_export.items(openai, thread["id"], self.wait))
            thread_export.write(lines, thread, said)
            items += len(said)
        self.progress(bar(len(left), len(left), items), end="\n")
        return len(done) + len(left), items

    def progress(self, text: str, end: str = "") -> None:
        """One line that is written over, on a terminal; the last one elsewhere."""
        if self.stderr.isatty():
            self.stderr.write(f"\r\x1b[K{text}", self.style.NOTICE, ending=end)
        elif end:
            self.stderr.write(text, self.style.NOTICE)

    def wait(self, seconds: int, refusal: Refusal) -> None:
        self.stderr.write(
            f"\nOpenAI: {summary(refusal)}. Trying again in {seconds} s.",
            self.style.WARNING,
        )


def bar(done: int, total: int, items: int) -> str:
    filled = WIDTH * done // total if total else WIDTH
    drawn = "#" * filled + "." * (WIDTH - filled)
    return f"[{drawn}] {done} of {total} threads, {items} items"


def explain(refusal: Refusal, file: Path) -> str:
    """Why it stopped, and what to do."""
    status = refusal.status if isinstance(refusal, Refused) else 0
    cause = CAUSES.get(status, "Run the command again later.")
    return (
        f"OpenAI: {summary(refusal)}. {cause} What was saved is in {file}; the next run"
        " goes on from there."
    )
