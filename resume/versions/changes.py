"""What differs between two versions, as the owner reads it before publishing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from resume.dates import in_words, is_date
from resume.editor import labels
from resume.models import Entry
from resume.sections import IMAGE_ALT, SECTIONS
from resume.visibility import SHOWN

Row = Mapping[str, Any]

EMPTY: Row = {"entries": [], "photo": None}
NOTHING: Row = {"text": ""}
NO_STORY: Row = {"title": "", "text": ""}
#: Columns of the loaded document that say nothing to a reader.
BOOKKEEPING = frozenset(
    {
        "dom_id",
        "section",
        "older_keys",
        "empty_highlights",
        "empty_sections",
        "schema",
        "extra_text",
    }
)
#: What a form does not have, but a document may.
OTHER_LABELS: Final = {
    "visibility": "Who sees it",
    IMAGE_ALT: "The photograph in words",
}


@dataclass(frozen=True, slots=True)
class Change:
    """``before`` is "" for what is added, ``after`` for what is removed.

    ``what`` is the field, "" where a whole entry or highlight came, went or moved.
    """

    where: str
    what: str
    before: str
    after: str
    moved: bool = False

    @property
    def kind(self) -> str:
        if self.moved:
            return "moved"
        if not self.before or not self.after:
            return "removed" if self.before else "added"
        return "changed"


def changes(before: Row | None, after: Row) -> list[Change]:
    """In the order of the page: the head, then each section's entries."""
    return [*_changes(before or EMPTY, after)]


def _changes(before: Row, after: Row) -> Iterator[Change]:
    others = {"entries", "photo", "image", "stories", "visibility"}
    yield from _fields("About you", before, after, others, labels.BASICS)
    yield from _who_sees(before.get("visibility") or {}, after.get("visibility") or {})
    if _digest(before) != _digest(after):
        had, has = ("a photograph" if _digest(rows) else "" for rows in (before, after))
        yield Change("About you", "Photograph", had, has and f"{has}, a new one")
    for section in SECTIONS.values():
        yield from _entries(
            section.heading,
            [row for row in before["entries"] if row["section"] == section.key],
            [row for row in after["entries"] if row["section"] == section.key],
        )
    yield from _stories(before, after)


def _who_sees(before: Row, after: Row) -> Iterator[Change]:
    for key in dict.fromkeys((*before, *after)):
        was, now = (labels.SEEN_BY[of.get(key, SHOWN)] for of in (before, after))
        if was != now:
            yield Change("About you", labels.seen_label(key), was, now)


def _stories(before: Row, after: Row) -> Iterator[Change]:
    """Also of those whose entry or highlight has come or gone."""
    old, new = ({s["slug"]: s for s in _told(rows)} for rows in (before, after))
    for slug in dict.fromkeys((*old, *new)):
        was, now = (rows.get(slug, NO_STORY) for rows in (old, new))
        where = f"Story: {now['title'] or was['title']}"
        yield from _fields(where, was, now, {"about", "slug"}, {})


def _told(rows: Row) -> Iterator[Row]:
    entries = rows["entries"]
    subjects = {entry["dom_id"] for entry in entries}
    subjects |= {line["dom_id"] for entry in entries for line in entry["highlights"]}
    return (story for story in rows.get("stories", ()) if story["about"] in subjects)


def _entries(
    heading: str, before: Sequence[Row], after: Sequence[Row]
) -> Iterator[Change]:
    old, new = _by_id(before), _by_id(after)
    for dom_id, row in old.items():
        if dom_id not in new:
            yield Change(heading, "", name_of_row(row), "")
    moved = _moved([*old], [*new])
    for dom_id, row in new.items():
        if dom_id not in old:
            yield Change(heading, "", "", name_of_row(row))
            continue
        where = f"{heading}: {name_of_row(row)}"
        if dom_id in moved:
            yield Change(where, "", name_of_row(row), name_of_row(row), moved=True)
        said = labels.LABELS[row["section"]]
        yield from _fields(where, old[dom_id], row, {"highlights"}, said)
        lines = (entry["highlights"] for entry in (old[dom_id], row))
        yield from _highlights(where, said.get("item", ""), *lines)


def _highlights(
    where: str, said: str, before: Sequence[Row], after: Sequence[Row]
) -> Iterator[Change]:
    old, new = _by_id(before), _by_id(after)
    moved = _moved([*old], [*new])
    for dom_id in dict.fromkeys((*new, *old)):
        was, text = (rows.get(dom_id, NOTHING)["text"] for rows in (old, new))
        if was != text or dom_id in moved:
            yield Change(where, said, was, text, moved=was == text)


def _fields(
    where: str, before: Row, after: Row, others: set[str], said: Mapping[str, str]
) -> Iterator[Change]:
    """In the words of the editor."""
    said = {**OTHER_LABELS, **said}
    for column in (name for name in after if name not in BOOKKEEPING | others):
        if column.endswith("extra"):
            yield from _own(where, before.get(column) or {}, after[column] or {})
            continue
        was, text = (_value(row, column) for row in (before, after))
        if was != text:
            yield Change(where, said.get(column, column.capitalize()), was, text)


def _own(where: str, before: Row, after: Row) -> Iterator[Change]:
    """Sections and fields that the standard lacks."""
    for key in dict.fromkeys((*after, *before)):
        was, text = (_text(row.get(key)) for row in (before, after))
        if was != text:
            yield Change(where, OTHER_LABELS.get(key) or labels.own(key), was, text)


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Those that stand no more between the same neighbours."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    stayed = {
        dom_id
        for match in matcher.get_matching_blocks()
        for dom_id in after[match.b : match.b + match.size]
    }
    return (set(before) & set(after)) - stayed


def _by_id(rows: Sequence[Row]) -> dict[str, Row]:
    return {row["dom_id"]: row for row in rows}


def name_of_row(row: Row) -> str:
    return str(
        Entry(
            section=row["section"], title=row["title"], organization=row["organization"]
        )
    )


def _digest(rows: Row) -> str:
    photo = rows["photo"]
    return photo["digest"] if photo else ""


def _value(row: Row, column: str) -> str:
    if column == "visibility":
        return labels.SEEN_BY[row.get(column, SHOWN)]
    value = _text(row.get(column))
    is_day = column in ("start", "end") and is_date(value)
    return in_words(value) if is_day else value


def _text(value: Any) -> str:
    if isinstance(value, list):
        of_entries = any(isinstance(item, dict) for item in value)
        return ("\n" if of_entries else ", ").join(map(_text, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_text(item)}" for key, item in value.items())
    return "" if value is None else str(value)
