"""The values of an object by their path, and what becomes of each."""

from collections.abc import Iterator, Mapping
from typing import Any

Object = dict[str, Any]
Source = Mapping[str, Any]

NO_PLACE = "JSON Resume has no place for it"


def leaves(source: Any, path: str = "") -> Object:
    """The values in it that are no objects, by their path."""
    if not isinstance(source, Mapping):
        return {path.removesuffix("."): source}
    parts = (leaves(value, f"{path}{key}.") for key, value in source.items())
    return {name: value for part in parts for name, value in part.items()}


def take(table: Source, source: Source) -> tuple[Object, set[str]]:
    """The texts and lists that the table names, and the paths they were found under.

    A key's paths are tried in order.
    """
    found = leaves(source)
    places = {
        key: name
        for key, names in table.items()
        for name in reversed(names)
        if isinstance(value := found.get(name), str | list) and says(value)
    }
    return {key: found[name] for key, name in places.items()}, {*places.values()}


def left(path: str, source: Source, used: set[str]) -> Iterator[str]:
    """A line for each value that is not used."""
    for name, value in leaves(source).items():
        if name not in used and says(value):
            yield f"{path}.{name}: {NO_PLACE}".removeprefix(".")


def says(value: Any) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def as_object(value: Any) -> Object:
    return {**value} if isinstance(value, Mapping) else {}
