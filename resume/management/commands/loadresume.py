import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug

from resume import photo
from resume.document import decoder, validation
from resume.document import draft as drafts
from resume.exchange import reading
from resume.management.addresses import find
from resume.models import Resume
from resume.versions.publishing import publish_draft


class Command(BaseCommand):
    help = "Make a JSON Resume document the draft, and publish it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file",
            nargs="?",
            help="a JSON Resume as JSON or YAML, Reactive Resume's export, LinkedIn's ZIP,"
            " the admin's, or - for standard input; none with --publish for the draft that"
            " is there",
        )
        parser.add_argument(
            "--fetch-photo",
            action="store_true",
            help="keep a copy of basics.image where it is an address",
        )

        parser.add_argument(
            "--resume",
            metavar="ADDRESS",
            default="",
            help="another one than the default, found at /r/ADDRESS/; made if there is"
            " none",
        )
        either = parser.add_mutually_exclusive_group()
        either.add_argument("--draft", action="store_true", help="publish nothing yet")
        either.add_argument(
            "--publish", action="store_true", help="publish it, as usual"
        )

    def handle(
        self,
        *,
        file: str | None,
        fetch_photo: bool,
        resume: str,
        draft: bool,
        publish: bool,
        **options: Any,
    ) -> None:
        if file is None:
            self._publish_draft(resume, publish)
            return
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
        loaded = drafts.replace(found.document, self._named(resume))
        hidden, left = list(found.unknown), list(found.left)
        try:
            photo.keep(loaded, fetch=fetch_photo)
        except photo.NoPhoto as reason:
            hidden.insert(0, f"basics.image: {reason}")
        if not draft:
            publish_draft(loaded)
        self._say(loaded, "the draft now" if draft else "published")
        self._list("Read as follows, and exported so:", found.changes)
        self._list("Not taken:", left)
        self._list("Kept for export, but not shown:", hidden)

    def _publish_draft(self, path: str, publish: bool) -> None:
        if not publish:
            raise CommandError(
                "Name a file to load, or publish the draft that is there:"
                " manage.py loadresume --publish"
            )
        resume = find(path)
        if resume is None:
            raise CommandError(
                "There is no draft to publish. Load one with: manage.py loadresume FILE"
            )
        publish_draft(resume)
        self._say(resume, "published")

    def _say(self, resume: Resume, state: str) -> None:
        entries = resume.entries.count()
        self.stdout.write(
            self.style.SUCCESS(
                f"The résumé of {resume.name or 'a person without a name'} is {state}:"
                f" {entries} {'entry' if entries == 1 else 'entries'}."
            )
        )

    def _named(self, path: str) -> Resume | None:
        if not path:
            return None
        try:
            validate_slug(path)
        except ValidationError as error:
            raise CommandError(
                f"{path} can't be an address: use letters, digits, - and _."
            ) from error
        return Resume.objects.get_or_create(path=path.lower())[0]

    def _list(self, heading: str, lines: list[str]) -> None:
        if lines:
            self.stdout.write("\n".join([heading, *(f"  {line}" for line in lines)]))
