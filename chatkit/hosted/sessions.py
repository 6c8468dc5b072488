"""Mint sessions for visitors: what is asked for, and what a refusal means for them."""

import logging
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import Any
from uuid import uuid4

from chatkit.failures import NotConfigured
from chatkit.hosted import client, reuse, verdicts
from chatkit.hosted.client import Session
from chatkit.hosted.refusals import REFUSALS
from chatkit.resolve import Config
from chatkit.serving import mode, switch, upstream
from chatkit.visitors import Visitor

logger = logging.getLogger(__name__)

LIFETIME = 600  # seconds, the most OpenAI gives

cancelling = ThreadPoolExecutor(2, thread_name_prefix="chatkit-cancel")
_waiting = BoundedSemaphore(100)  # what does not fit in ends by itself


def body(config: Config, visitor_id: str) -> dict[str, Any]:
    """What OpenAI is asked for; without a version, the published one runs."""
    return {
        "workflow": {"id": config.workflow_id},
        "user": visitor_id,
        "expires_after": {"anchor": "created_at", "seconds": LIFETIME},
        "rate_limits": {"max_requests_per_1_minute": config.max_requests_per_minute},
        "chatkit_configuration": {
            "automatic_thread_titling": {"enabled": True},
            "file_upload": {
                "enabled": config.enable_uploads,
                "max_file_size": config.max_file_size_mb,
                "max_files": config.max_files,
            },
            "history": {"enabled": True},
        },
    }


def demand(config: Config) -> None:
    """Raises ChatDisabled, or NotConfigured where hosted mode can't be asked for."""
    switch.demand(config)
    if config.integration_type != "hosted":
        raise NotConfigured("Custom mode is chosen.")
    if obstacles := mode.obstacles(config):
        raise NotConfigured(" ".join(obstacles))


def start(visitor: Visitor, config: Config, *, returns: bool) -> Session:
    """A session; the one at hand where the visitor ``returns`` while it has a minute.

    Raises:
        Failure: OpenAI gave none; of the kind a visitor may read.
    """
    asked = body(config, visitor.visitor_id)
    recalled = reuse.recall(config, asked) if returns else None
    return recalled or _mint(config, asked)


def refresh(visitor: Visitor, config: Config, old_session_id: str) -> Session:
    """A new session in place of the old one. Raises as ``start`` does."""
    session = _mint(config, body(config, visitor.visitor_id))
    _cancel_later(old_session_id)
    return session


def _mint(config: Config, asked: dict[str, Any]) -> Session:
    correlation_id = uuid4().hex
    try:
        session = client.configured().create_session(asked, correlation_id)
    except REFUSALS as refusal:
        failure = verdicts.judge(refusal, config, correlation_id)
        raise failure from refusal
    upstream.absolve(config)
    reuse.retain(config, asked, session)
    return session


def _cancel_later(session_id: str) -> None:
    """The visitor does not wait for it."""
    if not _waiting.acquire(blocking=False):
        logger.warning("Too many sessions wait to be cancelled; one was left alone.")
        return
    cancelling.submit(_cancel, client.configured(), session_id)


def _cancel(openai: client.OpenAIClient, session_id: str) -> None:
    try:
        openai.cancel_session(session_id)
    except REFUSALS as refusal:
        logger.warning("A session was not cancelled: %s", verdicts.summary(refusal))
    finally:
        _waiting.release()
