"""Operations of the protocol as Hypothesis makes them: right, nearly right, and not.

They follow the JSON Schema of the chat SDK's own models. Where an id belongs, mostly a
known one is put: of the visitor who asks, or of another.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

Json = Any
Known = Mapping[str, Sequence[str]]  # ids by the name of the property they fit

ODD = (
    *("", " ", "\0", "a\0b", "\ud800", "\udfff\ud800", "\u202e\u200b\ufeff", "\uffff"),
    *("🧑‍🚀" * 9, "é" * 4_001, "x" * 70_000, "'; DROP TABLE chatkit_item; --"),
    *("{{7*7}}", "%s%n", "../../etc/passwd", "<script>alert(1)</script>", "__proto__"),
)
TEXT = st.one_of(
    st.text(max_size=30),
    st.sampled_from(("Which languages?", "Where?")),
    st.sampled_from(ODD),
)
NUMBERS = st.one_of(
    st.integers(-3, 120),
    st.sampled_from((2**31, -(2**63), 2**64, 10**30, 10**400)),
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    NUMBERS,
    TEXT,
    st.floats(),
    st.sampled_from((float("inf"), 1e300)),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda below: st.one_of(
        st.lists(below, max_size=3), st.dictionaries(TEXT, below, max_size=3)
    ),
    max_leaves=6,
)
DEEP = st.integers(10, 300).map(lambda depth: json.loads("[" * depth + "]" * depth))
#: What any operation may say: to be seen, kept, and no longer than is allowed.
PLAIN_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30),
    st.sampled_from(("Which languages?", "Where?", "Do they know Rust?")),
)
PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-9, 9), PLAIN_TEXT),
    lambda below: st.one_of(
        st.lists(below, max_size=3), st.dictionaries(PLAIN_TEXT, below, max_size=3)
    ),
    max_leaves=6,
)


@dataclass(frozen=True)
class Leaves:
    """What is put where a schema says no more than the type.

    ``named`` is for strings by their property's name, ``filled`` names the lists that
    are never empty.
    """

    text: SearchStrategy[str]
    numbers: SearchStrategy[int]
    anything: SearchStrategy[Json]
    named: Mapping[str, SearchStrategy[str]]
    filled: frozenset[str] = frozenset()


def matching(
    schema: Json, definitions: Json, leaves: Leaves, name: str = ""
) -> SearchStrategy[Json]:
    """Values that fit a JSON Schema, of the kinds that pydantic writes."""

    def below(part: Json, part_name: str = name) -> SearchStrategy[Json]:
        return matching(part, definitions, leaves, part_name)

    if "$ref" in schema:
        return below(definitions[schema["$ref"].rpartition("/")[2]])
    if alternatives := schema.get("anyOf") or schema.get("oneOf"):
        return st.one_of([below(each) for each in alternatives])
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "null":
            return st.none()
        case "boolean":
            return st.booleans()
        case "integer":
            return leaves.numbers
        case "string":
            return leaves.named.get(name, leaves.text)
        case "array":
            fewest = int(name in leaves.filled)
            return st.lists(below(schema["items"]), min_size=fewest, max_size=3)
        case "object" if "properties" in schema:
            parts = {at: below(part, at) for at, part in schema["properties"].items()}
            needed = {at: parts.pop(at) for at in schema.get("required", ())}
            return st.fixed_dictionaries(needed, optional=parts)
        case "object":
            more = schema.get("additionalProperties", True)
            values = leaves.anything if more is True else below(more, "")
            return st.dictionaries(leaves.text, values, max_size=3)
    return leaves.anything


@st.composite
def bodies(draw: DrawFn, schema: Json, definitions: Json, known: Known) -> bytes:
    """An operation as bytes, half of them with something wrong."""
    named = {name: _mostly(ids) for name, ids in known.items()}
    leaves = Leaves(TEXT, NUMBERS, st.one_of(ANYTHING, DEEP), named)
    operation = draw(matching(schema, definitions, leaves))
    for _ in range(draw(st.sampled_from((0, 0, 1, 2)))):
        operation = draw(_mutated(operation))
    return _written(operation, escaped=draw(st.booleans()))


@st.composite
def fitting_bodies(
    draw: DrawFn, schema: Json, definitions: Json, owners: Sequence[Known]
) -> bytes:
    """An operation as bytes with nothing wrong but, perhaps, whose its ids are."""
    known = draw(st.sampled_from(owners))
    named = {name: st.sampled_from(ids) for name, ids in known.items()}
    filled = frozenset({"content", "item_ids"})
    leaves = Leaves(PLAIN_TEXT, st.integers(1, 1_000), PLAIN, named, filled)
    operation = draw(matching(schema, definitions, leaves))
    return _written(operation, escaped=draw(st.booleans()))


def _written(operation: Json, *, escaped: bool) -> bytes:
    return json.dumps(operation, ensure_ascii=escaped).encode("utf-8", "surrogatepass")


def _mostly(ids: Sequence[str]) -> SearchStrategy[str]:
    one = st.sampled_from(ids)
    return st.integers(0, 9).flatmap(lambda roll: one if roll else TEXT)


@st.composite
def _mutated(draw: DrawFn, value: Json) -> Json:
    """The value with one part of it dropped, doubled or replaced."""
    if not isinstance(value, dict | list) or not value or draw(st.integers(0, 9)) == 0:
        return draw(ANYTHING)
    changed: Json = value.copy()
    places = list(value) if isinstance(value, dict) else list(range(len(value)))
    at = draw(st.sampled_from(places))
    match draw(st.sampled_from(("drop", "add", "deeper", "deeper", "deeper"))):
        case "drop":
            del changed[at]
        case "add" if isinstance(value, dict):
            changed[draw(TEXT)] = draw(ANYTHING)
        case "add":
            changed.append(changed[at])
        case _:
            changed[at] = draw(_mutated(changed[at]))
    return changed
