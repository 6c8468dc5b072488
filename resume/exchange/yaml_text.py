"""JSON Resume written as YAML."""

from collections.abc import Iterator
from typing import Any

import yaml

from resume.document.decoder import MOST_LEVELS, TOO_DEEP, NotJSON

PARSER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # C is ten times as fast
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
NOTHING = object()


def decode(content: bytes) -> Any:
    """All values are texts: in YAML ``NO`` is false and 2019-03-01 no text.

    Keys without a value are left out. Raises NotJSON.
    """
    try:
        text = content.decode("utf-8-sig")
        documents = [*_documents(yaml.parse(text, Loader=PARSER))]
    except UnicodeDecodeError:
        raise NotJSON("It is not UTF-8 text. Save the file as UTF-8.") from None
    except yaml.YAMLError as error:
        raise NotJSON(
            f"It is neither JSON nor YAML that can be read{_reason(error)}."
        ) from None
    if len(documents) > 1:
        raise NotJSON("It has several YAML documents (---). Keep one of them.")
    if not documents or not isinstance(documents[0], dict):
        raise NotJSON("It is neither a JSON Resume, nor YAML, nor LinkedIn's archive.")
    return documents[0]


def _reason(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", ""))
    if "start any token" in problem:
        problem += " (indent with spaces, not with tabs; quote what begins with @ or `)"
    return f": {problem} at line {mark.line + 1}" if mark else ""


def _documents(events: Iterator[yaml.Event]) -> Iterator[Any]:
    for event in events:
        if isinstance(event, yaml.NodeEvent):
            yield _node(event, events, MOST_LEVELS)


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _node(event: yaml.Event, events: Iterator[yaml.Event], levels: int) -> Any:
    if not levels:
        raise NotJSON(TOO_DEEP)
    match event:
        case yaml.AliasEvent():  # a few of them can stand for gigabytes
            raise NotJSON(
                f"It uses a YAML alias (*) at line {_line(event)}. Write the text again there."
            )
        case yaml.SequenceStartEvent():
            items = _until(yaml.SequenceEndEvent, events, levels)
            return [item for _, item in items if item is not NOTHING]
        case yaml.MappingStartEvent():
            return _mapping(_until(yaml.MappingEndEvent, events, levels))
        case yaml.ScalarEvent() if not event.style and event.value in NULLS:
            return NOTHING
        case yaml.ScalarEvent():
            return event.value
    raise TypeError(event)


def _until(
    end: type[yaml.Event], events: Iterator[yaml.Event], levels: int
) -> Iterator[tuple[int, Any]]:
    while not isinstance(event := next(events), end):
        yield _line(event), _node(event, events, levels - 1)


def _mapping(nodes: Iterator[tuple[int, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line, key in nodes:
        _, value = next(nodes)
        if not isinstance(key, str):
            raise NotJSON(f"A YAML key at line {line} is no text. Quote it.")
        if key in found:
            raise NotJSON(
                f'The key "{key}" is there twice, the second time at line {line}.'
            )
        found[key] = value
    return {key: value for key, value in found.items() if value is not NOTHING}
