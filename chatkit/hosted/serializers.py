from typing import Any

from rest_framework import serializers


class StrictCharField(serializers.CharField):
    """Takes text only: no number is converted to text."""

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
    current_client_secret = StrictCharField(
        trim_whitespace=False, help_text="The secret to replace, as it was given."
    )


class SessionAnswer(serializers.Serializer[Any]):
    client_secret = serializers.CharField(help_text="For OpenAI's widget.")
    expires_at = serializers.IntegerField(help_text="Unix seconds.")
    session_id = serializers.CharField()
