"""The CSV files of LinkedIn's data archive."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import PureWindowsPath

from resume.document.decoder import NotJSON
from resume.exchange.leaves import NO_PLACE
from resume.exchange.zip_file import Archive

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]

#: Lines before the names of the columns, at most: some files begin with notes.
PREAMBLE = 10
SHOWN = 40  # names of files that say nothing of a résumé


def read(
    archive: Archive, columns: Mapping[str, set[str]], left: list[str]
) -> dict[str, list[Row]]:
    """The rows of the files that ``columns`` names, with the columns they may have."""
    known = {_word(name): name for name in columns}
    tables: dict[str, list[Row]] = {}
    others = []
    for path in archive.names:
        name = known.get(_word(PureWindowsPath(path).name))
        if name is None:
            others.append(path)
        elif name in tables:
            left.append(f"{path}: another {name} was read")
        else:
            rows = _rows(name, archive.read(path), columns[name])
            if rows is None:
                left.append(
                    f"{name}: it has not LinkedIn's English columns, with commas"
                )
            tables[name] = rows or []
    left += _no_part(others)
    return tables


def unused(file: str, rows: Sequence[Row], used: set[str]) -> Iterator[str]:
    found = dict.fromkeys(name for row in rows for name, text in row.items() if text)
    return (f"{file}, {name}: {NO_PLACE}" for name in found if name not in used)


def _rows(name: str, content: bytes, columns: set[str]) -> list[Row] | None:
    try:
        text = content.decode("utf-8-sig")
        lines = [
            [*map(str.strip, line)]
            for line in csv.reader(io.StringIO(text, newline=""))
        ]
    except UnicodeDecodeError:
        raise NotJSON(
            f"{name} is not UTF-8 text, as LinkedIn sends it. Choose the ZIP as it came."
        ) from None
    except csv.Error as error:
        raise NotJSON(f"{name} can't be read: {error}.") from None
    heads = (n for n, line in enumerate(lines[:PREAMBLE]) if columns.intersection(line))
    if (head := next(heads, None)) is None:
        return [] if not any(map(any, lines)) else None
    rows = (dict(zip(lines[head], line, strict=False)) for line in lines[head + 1 :])
    return [row for row in rows if any(row.values())]


def _no_part(paths: Sequence[str]) -> Iterator[str]:
    """One line for all, or two."""
    names = dict.fromkeys(
        PureWindowsPath(path).parent.name or name if path.endswith(".html") else name
        for path in paths
        if not (name := PureWindowsPath(path).name).startswith(".")
        and "__MACOSX" not in path
    )
    if names.pop("Courses.csv", "") is None:
        yield "Courses.csv: JSON Resume has courses in a degree only"
    if names:
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        yield f"{', '.join(islice(names, SHOWN))}{more}: no part of a résumé"


def _word(name: str) -> str:
    """``PhoneNumbers.csv`` is also ``Phone Numbers.csv``."""
    return re.sub(r"[ _-]", "", name.casefold())
