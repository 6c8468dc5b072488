"""``manage.py purge_uploads``: for a daily timer."""

from typing import Any

from django.core.management.base import BaseCommand

from chatkit.selfhosted.uploads import cleanup


class Command(BaseCommand):
    help = (
        "Removes uploads that were not sent within a day, and files nobody refers to."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        unsent = cleanup.purge_unsent()
        orphans = cleanup.purge_orphans()
        self.stdout.write(
            f"Removed {unsent} unsent uploads and {orphans} files without one."
        )
