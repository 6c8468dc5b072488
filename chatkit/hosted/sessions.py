"""Create, reuse and replace visitors' sessions at OpenAI."""

import asyncio
import json
import logging
import time
from hashlib import sha256
from typing import Any
from uuid import uuid4

from chatkit import database
from chatkit.api import limits
from chatkit.api.errors import NotConfigured, SecretNotYours
from chatkit.api.visitors import Visitor
from chatkit.config import mode, upstream
from chatkit.config.resolve import Config
from chatkit.hosted import connections, error_mapping
from chatkit.hosted.client import OpenAIClient
from chatkit.hosted.errors import OpenAIError
from chatkit.hosted.responses import Session
from chatkit.hosted.session_cookie import KnownSessions

logger = logging.getLogger(__name__)

LIFETIME = 600  # seconds, OpenAI's maximum
LEAST_LEFT = 60  # seconds that a reused session still has
MAX_CANCELLATIONS = 100  # at once; other sessions are left to expire

_cancellations: set[asyncio.Task[None]] = set()


def request_body(config: Config, visitor_id: str) -> dict[str, Any]:
    """Without a version, the published one runs."""
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


def require_available(config: Config) -> None:
    """Raises ChatDisabled, or NotConfigured if hosted mode is not ready."""
    limits.require_enabled(config)
    if config.integration_type != "hosted":
        raise NotConfigured("Custom mode is chosen.")
    if obstacles := mode.obstacles(config):
        raise NotConfigured(" ".join(obstacles))


async def start(
    visitor: Visitor, config: Config, known: KnownSessions
) -> tuple[Session, KnownSessions]:
    """The visitor's newest session while it has a minute left, else a new one.

    A session is not reused after a setting that it depends on has changed.
    Raises ChatError.
    """
    newest, body = known.newest, request_body(config, visitor.visitor_id)
    if (
        newest
        and known.fingerprint == _fingerprint(config, body)
        and newest.expires_at - time.time() >= LEAST_LEFT
    ):
        return newest, known
    return await _create(body, config, known)


async def refresh(
    visitor: Visitor, config: Config, known: KnownSessions, secret: str
) -> tuple[Session, KnownSessions]:
    """A new session in place of the one with this secret. Raises ChatError."""
    old_session_id = known.session_id(secret)
    if old_session_id is None:
        raise SecretNotYours
    body = request_body(config, visitor.visitor_id)
    created = await _create(body, config, known)
    _cancel_later(old_session_id)
    return created


async def close() -> None:
    if _cancellations:
        await asyncio.wait(_cancellations, timeout=connections.ANSWER_TIMEOUT)
    await connections.close_shared()


async def _create(
    body: dict[str, Any], config: Config, known: KnownSessions
) -> tuple[Session, KnownSessions]:
    correlation_id = uuid4().hex
    try:
        session = await OpenAIClient(connections.shared()).create_session(
            body, correlation_id
        )
    except OpenAIError as error:
        raise await database.run(
            error_mapping.handle, error, config, correlation_id
        ) from error
    if upstream.was_refused(config):
        await database.run(upstream.clear, config)
    return session, known.with_newest(session, _fingerprint(config, body))


def _fingerprint(config: Config, body: dict[str, Any]) -> str:
    parts = upstream.fingerprint(config) + json.dumps(body)
    return sha256(parts.encode()).hexdigest()


def _cancel_later(session_id: str) -> None:
    if len(_cancellations) >= MAX_CANCELLATIONS:
        logger.warning(
            "Too many sessions wait to be cancelled; one was left to expire."
        )
        return
    task = asyncio.create_task(_cancel(session_id))
    _cancellations.add(task)
    task.add_done_callback(_cancellations.discard)


async def _cancel(session_id: str) -> None:
    try:
        await OpenAIClient(connections.shared()).cancel_session(session_id)
    except OpenAIError as error:
        logger.warning("A session was not cancelled: %s", error)
