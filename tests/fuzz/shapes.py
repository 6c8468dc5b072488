"""Operations of the protocol as Hypothesis makes them: right, nearly right, and not.

They follow the JSON Schema of the chat SDK's own models. Where an id belongs, mostly a
known one is put: of the visitor who asks, or of another.
"""

import json
from collections.abc import Mapping, Sequence
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


def matching(
    schema: Json, definitions: Json, known: Known, name: str = ""
) -> SearchStrategy[Json]:
    """Values that fit a JSON Schema, of the kinds that pydantic writes."""

    def below(part: Json, part_name: str = name) -> SearchStrategy[Json]:
        return matching(part, definitions, known, part_name)

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
            return NUMBERS
        case "string":
            if name not in known:
                return TEXT
            ids = st.sampled_from(known[name] or ("unknown",))
            return st.integers(0, 9).flatmap(lambda roll: ids if roll else TEXT)
        case "array":
            return st.lists(below(schema["items"]), max_size=3)
        case "object" if "properties" in schema:
            parts = {at: below(part, at) for at, part in schema["properties"].items()}
            needed = {at: parts.pop(at) for at in schema.get("required", ())}
            return st.fixed_dictionaries(needed, optional=parts)
        case "object":
            return st.dictionaries(TEXT, ANYTHING, max_size=3)
    return st.one_of(ANYTHING, DEEP)


@st.composite
def bodies(draw: DrawFn, schema: Json, definitions: Json, known: Known) -> bytes:
    """An operation as bytes, half of them with something wrong."""
    operation = draw(matching(schema, definitions, known))
    for _ in range(draw(st.sampled_from((0, 0, 1, 2)))):
        operation = draw(_mutated(operation))
    text = json.dumps(operation, ensure_ascii=draw(st.booleans()))
    return text.encode("utf-8", "surrogatepass")


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
