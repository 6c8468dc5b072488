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
from chatkit.config.findings import Finding, finding
from chatkit.config.resolve import Config

API_LABELS = {"responses": "Responses", "chat_completions": "chat completions"}
LIVE_QUESTION = "Reply with the one word: ready"
LEAST_TOKENS = 16  # the Responses API accepts


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
        body: dict[str, Any] = {"model": config.model}
        if endpoint.choose_api(config) == "responses":
            body |= {"input": LIVE_QUESTION, "store": False}
            body["max_output_tokens"] = LEAST_TOKENS
            path, expects = "responses", "output"
        else:
            body["messages"] = [{"role": "user", "content": LIVE_QUESTION}]
            path, expects = "chat/completions", "choices"
        return LiveRequest(f"the model {config.model}", path, body, expects)
