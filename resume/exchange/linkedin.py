"""LinkedIn's data archive, a ZIP of CSV files, as a JSON Resume document."""

import csv
import io
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from resume.document.decoder import NotJSON

TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
PROFILE = {"label": "Headline", "summary": "Summary"}
PLACE = {"address": "Address", "postalCode": "Zip Code", "region": "Geo Location"}
NAME = ("First Name", "Last Name")
OTHER = (
    "Profile.csv",
    "Email Addresses.csv",
    "PhoneNumbers.csv",
    RECOMMENDATIONS := "Recommendations_Received.csv",
)
MAX_BYTES = 20_000_000  # of the files that are read, unpacked

Row = Mapping[str, str]
Files = dict[str, list[dict[str, str]]]


def is_archive(content: bytes) -> bool:
    return content.startswith(b"PK\x03\x04")


def convert(content: bytes) -> tuple[dict[str, Any], list[str]]:
    """The document, and a line for each value that has no place in it.

    Raises NotJSON for another ZIP file.
    """
    files, others = _unpack(content)
    if not files.keys() & {"Profile.csv", "Positions.csv"}:
        raise NotJSON(
            "It is a ZIP file without Profile.csv and Positions.csv, so it is not the"
            " archive that LinkedIn sends."
        )
    basics, dropped = _basics(files)
    document: dict[str, Any] = {"basics": basics}
    for file, table in TABLES.items():
        keys = {k: v for k, v in table.items() if k not in ("section", "prose")}
        entries = []
        for row in files.get(file, ()):
            entry = {
                key: row[column] for key, column in keys.items() if row.get(column)
            }
            if prose := row.get(table.get("prose", "")):
                entry |= _prose(prose)
            entries.append(entry)
            dropped += _left(file, row, {*table.values()})
        if entries:
            document[table["section"]] = entries
    if references := [*_references(files.get(RECOMMENDATIONS, ()))]:
        document["references"] = references
    return document, [*dict.fromkeys(dropped), *others]


def _unpack(content: bytes) -> tuple[Files, list[str]]:
    wanted = {*TABLES, *OTHER}
    files: Files = {}
    others, left = [], MAX_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for info in archive.infolist():
                name = PurePosixPath(info.filename).name
                if name not in wanted:
                    if name.endswith(".csv"):
                        others.append(f"{name}: it is no part of a résumé")
                    continue
                with archive.open(info) as file:
                    unpacked = file.read(left + 1)
                left -= len(unpacked)
                if left < 0:
                    raise NotJSON(
                        f"The archive's files are larger than {MAX_BYTES // 1_000_000} MB."
                    )
                text = io.StringIO(unpacked.decode("utf-8-sig", "replace"), newline="")
                files[name] = [_row(row) for row in csv.DictReader(text)]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, csv.Error, EOFError):
        raise NotJSON("The ZIP file is damaged, or locked by a password.") from None
    return files, others


def _row(row: Mapping[Any, Any]) -> dict[str, str]:
    return {
        k: v.strip()
        for k, v in row.items()
        if isinstance(k, str) and isinstance(v, str)
    }


def _basics(files: Files) -> tuple[dict[str, Any], list[str]]:
    profile = next(iter(files.get("Profile.csv", ())), {})
    basics: dict[str, Any] = {
        "name": " ".join(profile.get(key, "") for key in NAME).strip()
    }
    basics |= {
        key: profile[column] for key, column in PROFILE.items() if profile.get(column)
    }
    place = {
        key: profile[column] for key, column in PLACE.items() if profile.get(column)
    }
    if place:
        basics["location"] = place
    mails = files.get("Email Addresses.csv", ())
    primary = [row for row in mails if row.get("Primary", "").lower() == "yes"] or mails
    if primary and primary[0].get("Email Address"):
        basics["email"] = primary[0]["Email Address"]
    phones = [
        row["Number"] for row in files.get("PhoneNumbers.csv", ()) if row.get("Number")
    ]
    if phones:
        basics["phone"] = phones[0]
    dropped = [f"PhoneNumbers.csv: {len(phones) - 1} more"] if len(phones) > 1 else []
    used = {*NAME, *PROFILE.values(), *PLACE.values()}
    return basics, [*_left("Profile.csv", profile, used), *dropped]


def _prose(text: str) -> dict[str, Any]:
    """Lines with a mark are highlights, the others the summary."""
    marks = ("•", "-", "*", "–", "·", "▪")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    highlights = [line.lstrip("•-*–·▪ ") for line in lines if line.startswith(marks)]
    summary = "\n".join(line for line in lines if not line.startswith(marks))
    found: dict[str, Any] = {"summary": summary} if summary else {}
    return found | ({"highlights": highlights} if highlights else {})


def _references(rows: Any) -> Iterator[dict[str, str]]:
    for row in rows:
        if row.get("Text") and row.get("Status", "VISIBLE").upper() == "VISIBLE":
            name = " ".join(row.get(key, "") for key in NAME).strip()
            role = ", ".join(filter(None, (row.get("Job Title"), row.get("Company"))))
            yield {
                "name": f"{name}, {role}" if role else name,
                "reference": row["Text"],
            }


def _left(file: str, row: Row, used: set[str]) -> list[str]:
    return [
        f"{file}, {column}: JSON Resume has no place for it"
        for column, value in row.items()
        if value and column not in used
    ]
