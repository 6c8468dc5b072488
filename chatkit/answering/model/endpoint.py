"""Which of OpenAI's APIs the model's server is asked through, and whether it can be."""

from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings

from chatkit.config import credentials
from chatkit.config.resolve import Config

Api = Literal["responses", "chat_completions"]


def choose_api(config: Config) -> Api:
    if config.model_api == "auto":
        return "responses" if is_openai() else "chat_completions"
    return "responses" if config.model_api == "responses" else "chat_completions"


def length_parameter(config: Config) -> str:
    """What limits the length of an answer; OpenAI's newer models refuse max_tokens."""
    if choose_api(config) == "responses":
        return "max_output_tokens"
    return "max_completion_tokens" if is_openai() else "max_tokens"


def is_openai() -> bool:
    try:
        host = urlsplit(settings.OPENAI_BASE_URL).hostname or ""
    except ValueError:
        return False
    return host == "openai.com" or host.endswith(".openai.com")


def is_usable(config: Config) -> bool:
    if is_openai() and not settings.OPENAI_API_KEY:
        return False
    checks = (credentials.key, credentials.base_url)
    return all(check(config).level != "error" for check in checks)
