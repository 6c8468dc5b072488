import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from resume.document import decoder, publish, reading, validation


class Command(BaseCommand):
    help = "Publish a JSON Resume document, if it follows the standard."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="a JSON file, or - for standard input")

    def handle(self, *, file: str, **options: Any) -> None:
        name = "Standard input" if file == "-" else file
        try:
            content = (
                sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
            )
        except OSError as error:
            raise CommandError(f"{file} can't be read: {error.strerror}.") from error
        try:
            found = reading.read(content)
        except decoder.NotJSON as error:
            raise CommandError(f"{name} was not loaded. {error}") from error
        except validation.InvalidResume as error:
            lines = "\n".join(f"  {problem}" for problem in error.problems)
            raise CommandError(
                f"{name} was not loaded. It is not a JSON Resume:\n{lines}"
            ) from error
        resume = publish.publish(found.document)
        entries = resume.entries.count()
        self.stdout.write(
            self.style.SUCCESS(
                f"The résumé of {resume.name or 'a person without a name'} is published:"
                f" {entries} {'entry' if entries == 1 else 'entries'}."
            )
        )
        self._list("Read as follows, and exported so:", found.changes)
        self._list("Kept for export, but not shown:", found.unknown)

    def _list(self, heading: str, lines: list[str]) -> None:
        if lines:
            self.stdout.write("\n".join([heading, *(f"  {line}" for line in lines)]))
