"""The model as the registry and the doctor see it."""

from typing import Any

from django.conf import settings

from chatkit.answering.base import (
    LiveRequest,
    Responder,
    ResponderKind,
    ResponderUnavailable,
)
from chatkit.answering.failures import FailureReason
from chatkit.answering.model import endpoint
from chatkit.answering.model.parameters import MAX_TOKENS
from chatkit.config.findings import Finding, finding
from chatkit.config.resolve import Config

API_LABELS = {"responses": "Responses", "chat_completions": "chat completions"}
LIVE_RULE, LIVE_QUESTION = "You are asked for one word.", "Reply with: ready"


class ModelKind(ResponderKind):
    name = "model"
    label = "the model"
    costs = True
    chosen_by = "model"

    def build(self, config: Config) -> Responder:
        if not endpoint.is_usable(config):
            raise ResponderUnavailable(FailureReason.NO_KEY)
        from chatkit.answering.model.responder import ModelResponder

        return ModelResponder()

    def summary(self, config: Config) -> Finding:
        if not settings.OPENAI_API_KEY and endpoint.is_openai():
            return finding("answers.keyless-model", model=config.model)
        api = API_LABELS[endpoint.choose_api(config)]
        return finding("answers.model", model=config.model, api=api)

    def live_request(self, config: Config) -> LiveRequest | None:
        if not settings.OPENAI_API_KEY and endpoint.is_openai():
            return None
        body: dict[str, Any] = {"model": config.model, "stream": True}
        limit = {endpoint.length_parameter(config): MAX_TOKENS}
        if endpoint.choose_api(config) == "responses":
            body |= {"instructions": LIVE_RULE, "input": LIVE_QUESTION, "store": False}
            path, expects = "responses", "output"
        else:
            body["stream_options"] = {"include_usage": True}
            body["messages"] = [
                {"role": "system", "content": LIVE_RULE},
                {"role": "user", "content": LIVE_QUESTION},
            ]
            path, expects = "chat/completions", "choices"
        return LiveRequest(f"the model {config.model}", path, body | limit, expects)
