# mypy: disable-error-code="type-arg"
"""The form of a section that the standard lacks: its entries are groups of fields."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote

from django import forms
from django.http import QueryDict

from resume.document.recognition import ROOT
from resume.document.shapes import one_text
from resume.editor.conflict import digest_of
from resume.editor.fields import TextField, refuse_long
from resume.editor.forms import visibility_field
from resume.editor.other.values import GONE, add_fields, leaves, names, typed
from resume.models import Resume
from resume.other_sections import LISTS, PRIVATE, TITLES, in_words
from resume.visibility import SHOWN, section_name

NEW = "new"
#: What an entry of a new section has.
USUAL = {"title": "", "date": "", "url": "", "text": "", "items": []}


class Block(NamedTuple):
    id: str
    fields: list[forms.BoundField]


class OtherForm(forms.Form):
    """``key`` is empty for a new section."""

    def __init__(self, data: QueryDict | None, resume: Resume, key: str = "") -> None:
        super().__init__(data, auto_id=f"other-{digest_of(key)}-%s")
        self.resume, self.key = resume, key
        self.value: Any = resume.own_extra[key] if key else []
        self.outer, self.members = _divided(self.value)
        if not _has_title(self.value):
            self.fields["name"] = TextField(label="Heading")
            self.initial["name"] = in_words(key)
        add_fields(self, "outer", self.outer, "Text")
        self.stored = dict(_with_ids(self.members or []))
        self.values = {**self.stored, NEW: self._usual()}
        self.order = [*self.stored, NEW]
        if data is not None:
            self.order = data.getlist("block")
            self.values |= {n: self._posted(data, n) for n in self._unknown()}
        for block, value in self.values.items():
            add_fields(self, block, value, "Text")
        shown = (resume.visibility or {}).get(section_name(key), SHOWN)
        self.fields["seen"] = visibility_field(label="Who sees it", initial=shown)

    @property
    def has_blocks(self) -> bool:
        return self.members is not None

    def main(self) -> list[forms.BoundField]:
        own = ["name"] if "name" in self.fields else []
        return [self[name] for name in (*own, *names(self, "outer"))]

    def blocks(self) -> list[Block]:
        return [self._block(block) for block in self.order if block in self.values]

    def new_block(self) -> Block:
        return self._block(NEW)

    def clean_name(self) -> str:
        name = (self.cleaned_data["name"] or "").strip()
        if self.key and name == in_words(self.key):
            return self.key
        if not name or PRIVATE.match(name):
            raise forms.ValidationError("Give it a heading that begins with a letter.")
        if name in ROOT or name in self.resume.own_extra:
            raise forms.ValidationError("The résumé has a section of this name.")
        return name

    def clean(self) -> None:
        refuse_long(self)

    def result(self) -> Any:
        """The section as typed, or GONE if nothing is left of it."""
        outer = typed(self, "outer", self.outer)
        if self.members is None:
            return outer
        found = [self._member(block) for block in self.order if block in self.values]
        members = [member for member in found if member not in (GONE, "", {})]
        if isinstance(self.value, list):
            return members or GONE
        place = next(key for key in self.value if self.value[key] is self.members)
        filled = {**outer, place: members}
        return {key: filled[key] for key in self.value if key in filled}

    def differences(self) -> Iterator[tuple[str, str]]:
        yield in_words(self.key), one_text([self.value]) or ""

    def _member(self, block: str) -> Any:
        member = typed(self, block, self.values[block])
        if block in self.stored or not isinstance(member, Mapping):
            return member
        return {key: value for key, value in member.items() if value not in ("", [])}

    def _block(self, block: str) -> Block:
        return Block(block, [self[name] for name in names(self, block)])

    def _usual(self) -> dict[str, Any]:
        """What the entries of this section have, without a value."""
        found: dict[str, Any] = {}
        for member in self.members or []:
            for path, leaf in leaves(member):
                if len(path) == 1:
                    found.setdefault(str(path[0]), [] if isinstance(leaf, list) else "")
        return found or USUAL

    def _unknown(self) -> list[str]:
        return [block for block in self.order if block not in self.values]

    def _posted(self, data: QueryDict, block: str) -> Any:
        """Of a new entry, or of one that somebody else has changed or deleted."""
        if block in data:
            return ""
        usual = self._usual()
        keys = [
            unquote(name.removeprefix(f"{block}-"))
            for name in data
            if name.startswith(f"{block}-")
        ]
        return {key: usual.get(key, "") for key in keys}


def _divided(value: Any) -> tuple[Any, list[Any] | None]:
    """What stands above the entries, and the entries, if there are such."""
    if isinstance(value, list):
        of_texts = value and not any(isinstance(item, Mapping) for item in value)
        return (value, None) if of_texts else ({}, value)
    if isinstance(value, Mapping):
        for key in LISTS:
            items = value.get(key)
            if isinstance(items, list) and any(isinstance(i, Mapping) for i in items):
                return {k: v for k, v in value.items() if k != key}, items
    return value, None


def _has_title(value: Any) -> bool:
    """Else its key is its heading."""
    named = isinstance(value, Mapping) and any(value.get(key) for key in LISTS)
    return named and any(value.get(key) for key in TITLES)


def _with_ids(members: list[Any]) -> Iterator[tuple[str, Any]]:
    """By what they say, so that one keeps its id while others come and go."""
    seen: Counter[str] = Counter()
    for member in members:
        found = digest_of(json.dumps(member))
        seen[found] += 1
        yield f"{found}n{seen[found]}", member
