"""The language of a résumé, and what the page says around it in that language."""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.formats import get_format
from django.utils.translation import get_language, get_language_info

from resume import dates
from resume.models import Resume

DEFAULT = "en"
#: The language of a script that no other of WORDS uses, by the first words of the
#: Unicode names of its letters.
SCRIPTS = {
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh-hans",
}
SAMPLE = 5_000  # characters
WORD = re.compile(r"[^\W\d_]+")
CAPITALS = frozenset(ascii_uppercase)  # of A/B and I+D, which are no words


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    path = Path(__file__).with_name("words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def word(key: str) -> str:
    """What the page says in the language that is active."""
    code = get_language() or DEFAULT
    return words().get(code, words()[DEFAULT])[key]


def name_of(code: str) -> str:
    """In the language itself: Deutsch, 日本語."""
    return str(get_language_info(code)["name_local"]).capitalize()


def language_of(resume: Resume) -> str:
    """A code of ``words``: the one that the document names, or that its text shows."""
    named = _named(resume)
    return named if named in words() else _detect(" ".join(_texts(resume))[:SAMPLE])


def localized(text: str) -> str:
    """The date ``2019-03`` in the language that is active: March 2019, 2019年3月."""
    year, *rest = (int(part) for part in text.split("-"))
    code = get_language() or DEFAULT
    if not rest or code.startswith(DEFAULT):
        return dates.in_words(text)
    pattern = "DATE_FORMAT" if len(rest) > 1 else "YEAR_MONTH_FORMAT"
    day = date(year, rest[0], rest[1] if len(rest) > 1 else 1)
    return format_date(day, get_format(pattern, code, use_l10n=True))


def _named(resume: Resume) -> str:
    """JSON Resume has no key for it; some documents have one all the same."""
    for extra in (resume.meta_extra, resume.extra, resume.basics_extra):
        for key in ("language", "lang", "locale"):
            found = (extra or {}).get(key)
            if isinstance(found, str) and found:
                code = re.split("[-_]", found.casefold())[0]
                return "zh-hans" if code == "zh" else code
    return ""


def _texts(resume: Resume) -> Iterator[str]:
    columns = ("description", "summary", "title")
    rows: list[Any] = [resume.summary, resume.label]
    # A reference is in the words of somebody else.
    own = [entry for entry in resume.entries.all() if entry.section != "references"]
    for entry in own:
        rows += [getattr(entry, column) for column in columns]
        rows += [highlight.text for highlight in entry.highlights.all()]
    yield from filter(None, rows)


@lru_cache(maxsize=4)
def _detect(text: str) -> str:
    scripts = Counter(
        SCRIPTS.get(unicodedata.name(letter, "").split()[0].split("-")[0], "latin")
        for letter in text
        if letter.isalpha()
    )
    if scripts["ja"]:  # beside Chinese characters
        scripts["ja"] += scripts.pop("zh-hans", 0)
    script = max(scripts, key=lambda code: scripts[code], default="latin")
    if script != "latin":
        return script
    found = Counter(
        word.casefold() for word in WORD.findall(text) if word not in CAPITALS
    )
    scores = {
        code: sum(found[w] for w in table["function"].split())
        for code, table in words().items()
        if "function" in table
    }
    best = max(scores.values())
    languages = [code for code, score in scores.items() if score == best]
    return languages[0] if len(languages) == 1 else DEFAULT
