"""JSON of any shape as form fields: each text, number and list of them is one."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from django import forms

from resume.editor import fields
from resume.other_sections import ADDRESSES, TEXTS, in_words

Path = tuple[str | int, ...]
GONE = object()
LONG = 80  # characters


def leaves(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The texts, numbers and lists of them in it, by where they stand."""
    if isinstance(value, Mapping):
        inner: Any = value.items()
    elif isinstance(value, list) and not all(map(_is_plain, value)):
        inner = enumerate(value)
    elif _is_plain(value) or isinstance(value, list):
        yield path, value
        return
    else:
        return
    for key, found in inner:
        yield from leaves(found, (*path, key))


def add_fields(form: forms.BaseForm, prefix: str, value: Any, label: str = "") -> None:
    for path, leaf in leaves(value):
        name = _name(prefix, path)
        form.fields[name] = _field(path, leaf, _label(path) or label)
        form.initial[name] = leaf if isinstance(leaf, list) else str(leaf)


def typed(form: Any, prefix: str, value: Any, path: Path = ()) -> Any:
    """The value with what was typed into its fields, and the rest as it was.

    What was emptied is left out; GONE if that is all of it.
    """
    name = _name(prefix, path)
    if name in form.fields:
        text = form.cleaned_data.get(name)
        if name not in form.changed_data:
            return value
        return GONE if text is None else _like(value, text)
    if isinstance(value, Mapping):
        found = {k: typed(form, prefix, v, (*path, k)) for k, v in value.items()}
        return {key: inner for key, inner in found.items() if inner is not GONE}
    if isinstance(value, list):
        inner = [typed(form, prefix, v, (*path, n)) for n, v in enumerate(value)]
        return [item for item in inner if item is not GONE]
    return value


def names(form: forms.BaseForm, prefix: str, path: Path = ()) -> list[str]:
    """Of the fields of the value, or of what is there in it."""
    outer = _name(prefix, path)
    inner = f"{outer}/" if path else f"{outer}-"
    return [name for name in form.fields if name == outer or name.startswith(inner)]


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _name(prefix: str, path: Path) -> str:
    """As HTML's ids may be."""
    where = "/".join(quote(str(key), safe="") for key in path)
    return f"{prefix}-{where}" if path else prefix


def _label(path: Path) -> str:
    if path and path[-1] in ADDRESSES:
        return "Web address"
    return ", ".join(str(k + 1) if isinstance(k, int) else in_words(k) for k in path)


def _field(path: Path, leaf: Any, label: str) -> forms.Field:
    if isinstance(leaf, list):
        return fields.LinesField(label=label)
    is_long = "\n" in str(leaf) or len(str(leaf)) > LONG
    if is_long or not path or path[-1] in TEXTS:
        return fields.ProseField(label=label)
    return fields.TextField(label=label)


def _like(before: Any, text: Any) -> Any:
    """A number stays one, as long as one is typed."""
    if isinstance(before, int | float):
        try:
            return type(before)(text)
        except ValueError:
            return text
    return text
