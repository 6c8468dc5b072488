import io
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from resume.document.mapping import to_document
from resume.management.addresses import find
from resume.outputs.json_resume import dump
from resume.versions.reading import place_at, published


class Command(BaseCommand):
    help = "Write the published résumé, also what is hidden, as a JSON Resume document."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", nargs="?", default="-", help="- or nothing for standard output"
        )

        either = parser.add_mutually_exclusive_group()
        either.add_argument("--draft", action="store_true", help="the draft instead")
        either.add_argument("--published", action="store_true", help="as usual")
        parser.add_argument(
            "--resume",
            metavar="ADDRESS",
            default="",
            help="another one than the default, found at /r/ADDRESS/",
        )

    def handle(self, *, file: str, resume: str, draft: bool, **options: Any) -> None:
        row = find(resume)
        written = row if draft or not row else published(place=place_at(row.pk))
        if row and written is None:
            raise CommandError("It is not published. Write its draft with --draft.")
        if written is None:
            raise CommandError(
                "There is no résumé to write. Load one with: manage.py loadresume FILE"
            )
        text = dump(to_document(written))
        if file == "-":
            self._write(text)
            return
        try:
            Path(file).write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{file} can't be written: {error.strerror}.") from error

    def _write(self, text: str) -> None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            # JSON is UTF-8, whatever the terminal's encoding is.
            sys.stdout.reconfigure(encoding="utf-8")
        self.stdout.write(text)
