"""``manage.py export_cuts``."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from chatkit.operations import cuts


class Command(BaseCommand):
    help = (
        "Writes the cut sentences that you have judged in the admin, with the résumé, as"
        " a file for: python -m bench.guard FILE. Visitors' questions are left out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_: Any) -> None:
        document, left_out = cuts.export()
        if not document["cases"]:
            raise CommandError(
                "There is nothing to export yet: judge sentences under Cut sentences in"
                " the admin first."
            )
        text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        try:
            file.write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{file} can't be written: {error.strerror}.") from error
        count = len(document["cases"])
        self.stdout.write(
            f"{file}: {count} sentence{'' if count == 1 else 's'}."
            + (f" {left_out} left out, for a visitor's words." if left_out else "")
        )
