"""``manage.py purge_conversations``."""

from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from chatkit.config import conf
from chatkit.models import Thread
from chatkit.turns import retention


class Command(BaseCommand):
    help = (
        "Deletes conversations without a question for so long, with their files; or all"
        " of one visitor."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument(
            "--older-than",
            metavar="AGE",
            help="12h, 90d or 6w; without it, the setting Retention days.",
        )
        which.add_argument(
            "--visitor", metavar="ID", help="user_..., as the admin shows it in full."
        )
        parser.add_argument("--dry-run", action="store_true", help="Only count them.")

    def handle(
        self, *, visitor: str | None, older_than: str | None, dry_run: bool, **_: Any
    ) -> None:
        if visitor == "":
            raise CommandError("Name the visitor, such as --visitor user_...")
        if visitor:
            which = f"of {visitor}"
            threads = Thread.objects.filter(visitor_id=visitor)
            found = threads.count() if dry_run else retention.forget_visitor(visitor)
        else:
            before = parse_before(older_than)
            which = f"without a question since {before:%d %B %Y %H:%M} UTC"
            threads = retention.stale_threads(before)
            found = threads.count() if dry_run else self.purge(before)
        verb = "Would delete" if dry_run else "Deleted"
        noun = "conversation" if found == 1 else "conversations"
        self.stdout.write(f"{verb} {found:,} {noun} {which}.")

    def purge(self, before: datetime) -> int:
        found = 0
        for batch in retention.purge_conversations(before):
            found += batch
            self.stdout.write(f"  {found:,} so far")
        return found


def parse_before(older_than: str | None) -> datetime:
    """The time before which a conversation is too old. Raises CommandError."""
    if older_than is not None:
        try:
            return timezone.now() - retention.parse_age(older_than)
        except ValueError as error:
            raise CommandError(str(error)) from None
    days = conf.from_rows().retention_days
    if days is None:
        raise CommandError(
            "Say how old, such as --older-than 90d, or set Retention days in the admin"
            " (CHATKIT_RETENTION_DAYS)."
        )
    return timezone.now() - timedelta(days=days)
