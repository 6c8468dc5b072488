"""LinkedIn's data archive, a ZIP of CSV files, as a JSON Resume document."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from resume.document.date_words import read_date
from resume.document.decoder import NotJSON
from resume.exchange import linkedin_profile, linkedin_tables, rich_text
from resume.exchange.zip_file import Archive
from resume.sections import SECTIONS

TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
COLUMNS = linkedin_profile.COLUMNS | {
    file: {column for key, column in table.items() if key != "section"}
    for file, table in TABLES.items()
}


def convert(archive: Archive) -> tuple[dict[str, Any], list[str]]:
    """The document, and a line for each value that has no place in it.

    Raises NotJSON for another ZIP file.
    """
    left: list[str] = []
    tables = linkedin_tables.read(archive, COLUMNS, left)
    if not tables.keys() & {"Profile.csv", "Positions.csv"}:
        raise NotJSON(
            "It is a ZIP file without Profile.csv and Positions.csv, so it is not the"
            " archive that LinkedIn sends."
        )
    document: dict[str, Any] = {"basics": linkedin_profile.basics(tables, left)}
    for file, table in TABLES.items():
        if rows := tables.get(file):
            document[table["section"]] = [_entry(table, row) for row in rows]
            left += linkedin_tables.unused(file, rows, COLUMNS[file])
    if references := [*linkedin_profile.references(tables, left)]:
        document["references"] = references
    return document, [*dict.fromkeys(left)]


def _entry(table: Mapping[str, str], row: Mapping[str, str]) -> dict[str, Any]:
    entry: dict[str, Any] = {
        key: text
        for key, column in table.items()
        if key not in ("section", "prose") and (text := row.get(column))
    }
    if table["section"] not in SECTIONS:
        dates = {"date", "startDate", "endDate"} & entry.keys()
        entry |= {key: read_date(entry[key]) or entry[key] for key in dates}
    where = "description" if table["section"] == "projects" else "summary"
    prose, highlights = rich_text.split(
        rich_text.read(row.get(table.get("prose", ""), ""))
    )
    entry |= {where: prose} if prose else {}
    return entry | ({"highlights": highlights} if highlights else {})
