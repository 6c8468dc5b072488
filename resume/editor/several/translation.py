"""What one résumé says and its translation does not, or not in its own words yet."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from resume.editor.labels import own
from resume.editor.other.values import leaves
from resume.other_sections import ADDRESSES, PRIVATE, other_sections
from resume.sections import SECTIONS
from resume.versions.changes import name_of_row

Row = Mapping[str, Any]

HEAD = ("label", "summary")
TEXTS = ("title", "kind", "level", "description", "summary", "roles")
#: What they are called is called so in every language.
PROPER_NAMES = frozenset({"profiles", "projects", "certificates", "publications"})
FEWEST_WORDS = 2  # "Python" is the same in every language


@dataclass(frozen=True, slots=True)
class Gap:
    """``entry`` and ``highlight`` are ids in the original, "" where it is none.

    ``is_missing`` if the translation has no such entry, highlight or text; otherwise it
    has the same text. ``own`` is the id of the entry in the translation. ``page`` is
    the desk's, where it is translated, and ``about`` what of it.
    """

    where: str
    text: str
    is_missing: bool
    entry: str = ""
    own: str = ""
    highlight: str = ""
    page: str = "head"
    about: str = ""


def gaps(original: Row, translation: Row) -> list[Gap]:
    """Both as ``snapshot.take`` gives them; in the order of the page."""
    return [
        *_texts("About you", original, translation, HEAD),
        *_extra("basics_extra", original, translation),
        *(
            gap
            for section in SECTIONS.values()
            for one, other in pairs(
                _of(section.key, original), _of(section.key, translation)
            )
            for gap in _entry(section.heading, one, other)
        ),
        *_extra("extra", original, translation),
        *_stories(original, translation),
    ]


def pairs(
    entries: Sequence[Row], others: Sequence[Row]
) -> Iterator[tuple[Row, Row | None]]:
    """Each of the entries of a section with its translation.

    That is the one with the same id, as in a copy, or with the same dates. If as many
    are left on both sides they are taken to be in the same order.
    """
    by_id = {row["dom_id"]: row for row in others}
    found = {r["dom_id"]: by_id[r["dom_id"]] for r in entries if r["dom_id"] in by_id}
    dates = Counter(map(_dates, entries)) | Counter(map(_dates, others))
    for row in entries:
        same = [o for o in others if _dates(o) == _dates(row) and any(_dates(o))]
        if row["dom_id"] not in found and dates[_dates(row)] == 1 and same:
            found[row["dom_id"]] = same[0]
    taken = {other["dom_id"] for other in found.values()}
    left = [row for row in entries if row["dom_id"] not in found]
    free = [row for row in others if row["dom_id"] not in taken]
    if len(left) == len(free):
        found |= {row["dom_id"]: o for row, o in zip(left, free, strict=True)}
    for row in entries:
        yield row, found.get(row["dom_id"])


def _entry(heading: str, row: Row, other: Row | None) -> Iterator[Gap]:
    where = f"{heading}: {name_of_row(row)}"
    if other is None:
        yield Gap(heading, name_of_row(row), is_missing=True, entry=row["dom_id"])
        return
    ids = (row["dom_id"], other["dom_id"])
    is_named = row["section"] in PROPER_NAMES
    texts = [name for name in TEXTS if not (is_named and name == "title")]
    yield from _texts(where, row, other, texts, ids)
    words, said_words = (of.get("keywords") or [] for of in (row, other))
    for word in words:
        if word in said_words and len(word.split()) >= FEWEST_WORDS:
            yield Gap(where, word, False, *ids)
    if len(words) > len(said_words):
        lacking = (word for word in words if word not in said_words)
        yield Gap(where, ", ".join(lacking), True, *ids)
    for highlight, line in pairs(row["highlights"], other["highlights"]):
        said = line["text"] if line else ""
        if gap := _gap(where, highlight["text"], said):
            yield Gap(*gap, *ids, highlight["dom_id"])


def _stories(original: Row, translation: Row) -> Iterator[Gap]:
    told = {story["about"]: story for story in translation.get("stories", ())}
    subjects = dict(_same(original, translation))
    for story in original.get("stories", ()):
        about = subjects.get(story["about"])
        if not about:
            continue  # what it is about is not there, or has to be translated first
        other = told.get(about, {"title": "", "text": ""})
        where = f"Story: {story['title']}"
        for gap in _texts(where, story, other, ("title", "text")):
            yield replace(gap, page="story", about=about)


def _same(original: Row, translation: Row) -> Iterator[tuple[str, str]]:
    """The ids of entries and highlights, in the original and in the translation."""
    for section in SECTIONS:
        for one, other in pairs(_of(section, original), _of(section, translation)):
            if other is None:
                continue
            yield one["dom_id"], other["dom_id"]
            for line, own_line in pairs(one["highlights"], other["highlights"]):
                if own_line:
                    yield line["dom_id"], own_line["dom_id"]


def _extra(column: str, original: Row, translation: Row) -> Iterator[Gap]:
    """What the standard lacks: sections, or fields about the person."""
    one, other = (rows.get(column) or {} for rows in (original, translation))
    is_section = column == "extra"
    shown = {found.key for found in other_sections(one)} if is_section else one.keys()
    said = dict(leaves(other))
    for path, leaf in leaves({key: v for key, v in one.items() if key in shown}):
        key, text = str(path[0]), _text(leaf)
        if PRIVATE.match(key) or path[-1] in ADDRESSES or "://" in text:
            continue
        if len(text.split()) >= FEWEST_WORDS and (
            gap := _gap(own(key), text, _text(said.get(path)))
        ):
            page = "other" if is_section and key in other else "other_add"
            yield Gap(*gap, page=page if is_section else "head", about=key)


def _texts(
    where: str, row: Row, other: Row, names: Sequence[str], ids: tuple[str, ...] = ()
) -> Iterator[Gap]:
    for name in names:
        text, said = (_text(of.get(name)) for of in (row, other))
        if gap := _gap(where, text, said):
            yield Gap(*gap, *ids)


def _gap(where: str, text: str, said: str) -> tuple[str, str, bool] | None:
    if text and not said:
        return where, text, True
    is_same = text == said and len(text.split()) >= FEWEST_WORDS
    return (where, text, False) if is_same else None


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value or "").strip()


def _dates(row: Row) -> tuple[str, str]:
    return row.get("start") or "", row.get("end") or ""


def _of(section: str, rows: Row) -> list[Row]:
    return [row for row in rows["entries"] if row["section"] == section]
