"""What the two endpoints take and give."""

import json
from typing import Any

from rest_framework import serializers
from rest_framework.exceptions import ParseError, UnsupportedMediaType
from rest_framework.parsers import BaseParser, MultiPartParser

from chatkit.api.errors import TooLarge

MAX_BODY = 16 * 1024  # bytes


class SmallJSONParser(BaseParser):
    """JSON that fits into 16 KB and isn't nested out of reach."""

    media_type = "application/json"

    def parse(self, stream: Any, *args: Any, **kwargs: Any) -> Any:
        content = stream.read(MAX_BODY + 1)
        if len(content) > MAX_BODY:
            raise TooLarge
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            raise ParseError from error


class EmptyFormParser(BaseParser):
    """A form without fields, which some clients send for "no body"."""

    media_type = MultiPartParser.media_type

    def parse(self, stream: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        parsed = MultiPartParser().parse(stream, *args, **kwargs)
        if parsed.data or parsed.files:
            raise UnsupportedMediaType(self.media_type)
        return {}


class Text(serializers.CharField):
    """Text as it is: no number becomes one, no space goes."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return data


class SessionRequest(serializers.Serializer[Any]):
    agent_id = serializers.JSONField(
        required=False,
        allow_null=True,
        help_text="Accepted and ignored; other clients send it.",
    )


class RefreshRequest(serializers.Serializer[Any]):
    current_client_secret = Text(
        trim_whitespace=False, help_text="The secret to replace, as it was given."
    )


class SessionAnswer(serializers.Serializer[Any]):
    client_secret = serializers.CharField(help_text="For OpenAI's widget.")
    expires_at = serializers.IntegerField(help_text="Unix seconds.")
    session_id = serializers.CharField()
