import json
from typing import Any

from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser, MultiPartParser

from chatkit.api.errors import TooLarge


class LimitedJSONParser(BaseParser):
    """JSON of at most ``max_bytes``; larger bodies are not read."""

    media_type = "application/json"
    max_bytes = 16 * 1024

    def parse(self, stream: Any, *args: Any, **kwargs: Any) -> Any:
        content = stream.read(self.max_bytes + 1)
        if len(content) > self.max_bytes:
            raise TooLarge
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            raise ParseError from error


class EmptyFormParser(BaseParser):
    """A form without fields: some clients send one in place of an empty body."""

    media_type = MultiPartParser.media_type

    def parse(self, stream: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        parsed = MultiPartParser().parse(stream, *args, **kwargs)
        if parsed.data or parsed.files:
            raise UnsupportedMediaType(self.media_type)
        return {}
