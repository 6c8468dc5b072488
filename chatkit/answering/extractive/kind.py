"""The extractive answerer as the registry and the doctor see it."""

from chatkit.answering.base import Responder, ResponderKind
from chatkit.config.findings import Finding, finding
from chatkit.config.resolve import Config


class ExtractiveKind(ResponderKind):
    name = "embedded"
    label = "the embedded answerer"

    def build(self, config: Config) -> Responder:
        from chatkit.answering.extractive.responder import ExtractiveResponder

        return ExtractiveResponder()

    def summary(self, config: Config) -> Finding:
        return finding("answers.embedded")
