"""JSON text to data that both databases can keep.

A body is small, so that whatever one request may store is; PostgreSQL has no U+0000 in
text, and neither database has a number that is not finite.
"""

from math import isfinite
from typing import Any

from pydantic_core import from_json

from chatkit.api.errors import InvalidRequest, TooLarge

#: Bytes: a message of 4,000 characters of any script, escaped, with all around it.
MAX_BODY = 64 * 1024
MAX_DEPTH = 32


def decode(body: str | bytes | bytearray) -> Any:
    """What the JSON says.

    Raises:
        InvalidRequest: not JSON, too deep, or with something that can't be stored.
        TooLarge: over 64 KB.
    """
    if len(body) > MAX_BODY:
        raise TooLarge(f"A request has at most {MAX_BODY} bytes.")
    try:
        data = from_json(body, allow_inf_nan=False)
    except ValueError as error:
        raise InvalidRequest(str(error)) from error
    _demand_storable(data, MAX_DEPTH)
    return data


def _demand_storable(value: Any, depth: int) -> None:
    if not depth:
        raise InvalidRequest("The request is nested too deeply.")
    if isinstance(value, str) and "\0" in value:
        raise InvalidRequest("The request holds U+0000.")
    if isinstance(value, float) and not isfinite(value):
        raise InvalidRequest("The request holds a number that is too large.")
    if isinstance(value, dict):
        for key, below in value.items():
            _demand_storable(key, depth)
            _demand_storable(below, depth - 1)
    elif isinstance(value, list):
        for below in value:
            _demand_storable(below, depth - 1)
