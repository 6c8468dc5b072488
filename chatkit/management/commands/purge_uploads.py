"""``manage.py purge_uploads``."""

from typing import Any

from django.core.management.base import BaseCommand

from chatkit.turns import retention


class Command(BaseCommand):
    help = "Deletes uploads that were not sent within a day, and orphaned files."

    def handle(self, *args: Any, **options: Any) -> None:
        unsent = retention.purge_unsent_uploads()
        orphans = retention.purge_orphaned_files()
        self.stdout.write(
            f"Deleted {unsent} unsent uploads and {orphans} orphaned files."
        )
