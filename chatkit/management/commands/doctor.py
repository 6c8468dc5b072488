"""``manage.py doctor``: is the chat ready, and if not, what to do."""

import json
import shutil
import textwrap
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from chatkit.config.findings import Finding
from chatkit.config.resolve import Config
from chatkit.operations import checks, live, report
from chatkit.operations.symptoms import Symptom, symptoms

INDENT = " " * 11


class Command(BaseCommand):
    help = (
        "Shows every setting and its source, then checks what a person would check by"
        " hand. Exits 0 when visitors get answers as configured, else 1."
    )
    # The findings include these, and go on after the first error.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--live",
            action="store_true",
            help="Also ask OpenAI for one session, and the model for one word.",
        )
        parser.add_argument(
            "--json", action="store_true", help="Print one JSON document instead."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        config = checks.config_in_effect()
        findings = checks.examine(config)
        if options["live"]:
            findings += live.examine(config)
        if options["json"]:
            document = report.document(config, findings, [*symptoms(config)])
            self.stdout.write(json.dumps(document, indent=2))
        else:
            self.print_settings(config)
            self.print_findings(findings)
            self.print_symptoms(symptoms(config))
            self.print_summary(findings)
        if not checks.is_ready(findings):
            raise SystemExit(1)

    def print_settings(self, config: Config) -> None:
        width = terminal_width()
        for group, found in groupby(report.rows(config), key=lambda row: row.group):
            rows = list(found)
            pad = max(len(row.variable) for row in rows)
            self.line(f"\n{group}", self.style.MIGRATE_HEADING)
            for row in rows:
                source = f"{row.source}, locked" if row.locked else row.source
                text = " ".join(row.value.split()) or "-"
                line = f"  {row.variable:{pad}}  {source:11}  {text}"
                self.line(line if len(line) <= width else f"{line[: width - 4]} ...")

    def print_findings(self, findings: list[Finding]) -> None:
        styles = {
            "ok": self.style.SUCCESS,
            "warning": self.style.WARNING,
            "error": self.style.ERROR,
        }
        self.line("\nFindings", self.style.MIGRATE_HEADING)
        for found in findings:
            mark = styles[found.level](f"{found.level:8}")
            self.print_entry(f"{mark} ", found.title, found.detail, found.remedy)

    def print_symptoms(self, found: Iterable[Symptom]) -> None:
        for number, symptom in enumerate(found):
            if number == 0:
                self.line("\nIf visitors report ...", self.style.MIGRATE_HEADING)
            self.print_entry("", symptom.seen, symptom.cause, symptom.remedy)

    def print_entry(self, mark: str, title: str, detail: str, remedy: str) -> None:
        self.paragraph(title, f"  {mark}", INDENT)
        if detail:
            self.paragraph(detail, INDENT, INDENT)
        if remedy:
            self.paragraph(remedy, f"{INDENT}-> ", f"{INDENT}   ")

    def print_summary(self, findings: list[Finding]) -> None:
        count = Counter(found.level for found in findings)
        counts = ", ".join(
            f"{count[level]} {level}{'' if count[level] == 1 else 's'}"
            for level in ("error", "warning")
        )
        if checks.is_ready(findings):
            self.line(f"\nReady: visitors get answers. {counts}.", self.style.SUCCESS)
        else:
            self.line(f"\nNot ready: {counts}.", self.style.ERROR)

    def paragraph(self, text: str, lead: str, indent: str) -> None:
        """Wrap the text to the terminal's width; ``lead`` may hold colour codes."""
        width = terminal_width() - len(indent)
        lines = textwrap.wrap(
            text, width, break_long_words=False, break_on_hyphens=False
        )
        self.line(lead + f"\n{indent}".join(lines))

    def line(self, text: str, style: Any = str) -> None:
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        self.stdout.write(style(text.encode(encoding, "replace").decode(encoding)))


def terminal_width() -> int:
    return min(max(shutil.get_terminal_size().columns, 60), 100)
