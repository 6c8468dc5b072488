"""The extractive answerer as the registry and the doctor see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatkit.answering.base import ResponderKind
from chatkit.config.finding import Finding
from chatkit.config.resolve import Config

if TYPE_CHECKING:
    from chatkit.answering.base import Responder


class ExtractiveKind(ResponderKind):
    name = "embedded"
    label = "the embedded answerer"

    def is_selected(self, config: Config) -> bool:
        return True

    def build(self, config: Config) -> Responder:
        from chatkit.answering.extractive.responder import ExtractiveResponder

        return ExtractiveResponder()

    def summary(self, config: Config) -> Finding:
        return Finding(
            "answers",
            "ok",
            "Custom mode quotes the résumé, without a model or a network",
        )
