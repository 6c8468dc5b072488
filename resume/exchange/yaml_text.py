"""JSON Resume written as YAML."""

from typing import Any

import yaml

from resume.document.decoder import NotJSON


class _Texts(yaml.BaseLoader):
    """All values are texts: in YAML ``NO`` is false and 2019-03-01 no text.

    An alias is refused, because a few of them can stand for gigabytes.
    """

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise NotJSON("It uses a YAML alias (*). Write the text again there.")
        return super().compose_node(parent, index)


def decode(content: bytes) -> Any:
    """Raises NotJSON."""
    try:
        document = yaml.load(content.decode("utf-8-sig"), _Texts)  # noqa: S506
    except UnicodeDecodeError:
        raise NotJSON("It is not UTF-8 text. Save the file as UTF-8.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else ""
        raise NotJSON(f"It is neither JSON nor YAML that can be read{where}.") from None
    except RecursionError:
        raise NotJSON("It is nested too deeply.") from None
    if not isinstance(document, dict):
        raise NotJSON("It is neither a JSON Resume, nor YAML, nor LinkedIn's archive.")
    return _without_empty(document)


def _without_empty(value: Any) -> Any:
    """In YAML a key with nothing behind it is null, which is read as an empty text."""
    if isinstance(value, dict):
        return {k: _without_empty(v) for k, v in value.items() if v != ""}
    if isinstance(value, list):
        return [_without_empty(item) for item in value if item != ""]
    return value
