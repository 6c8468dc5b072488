"""Mint sessions for visitors: what is asked for, and what a refusal means for them."""

import asyncio
import json
import logging
from dataclasses import dataclass
from random import getrandbits
from typing import Any

from chatkit import database
from chatkit.api.errors import NotConfigured
from chatkit.api.visitors import Visitor
from chatkit.config import mode, upstream
from chatkit.config.resolve import Config
from chatkit.hosted import error_mapping, minting, openai_api, pool, reuse
from chatkit.hosted.errors import REFUSALS
from chatkit.hosted.openai_api import Session

logger = logging.getLogger(__name__)

LIFETIME = 600  # seconds, the most OpenAI gives
CANCELLING_AT_MOST = 100  # at once: what does not fit in ends by itself

_cancelling: set[asyncio.Task[None]] = set()


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
    mode.require_enabled(config)
    if config.integration_type != "hosted":
        raise NotConfigured("Custom mode is chosen.")
    if obstacles := mode.obstacles(config):
        raise NotConfigured(" ".join(obstacles))


@dataclass(frozen=True, slots=True)
class Given:
    """A session for the visitor; ``sealed`` gets the same one again (``reuse``)."""

    session: Session
    sealed: str


async def start(visitor: Visitor, config: Config, sealed: str) -> Given:
    """A session; the ``sealed`` one again where there is one that has a minute.

    Raises:
        ChatError: OpenAI gave none; of the kind a visitor may read.
    """
    asked = _asked(visitor, config)
    if sealed and (recalled := reuse.recall(config, asked, sealed)):
        return Given(recalled, sealed)
    return await _mint(config, asked)


async def refresh(visitor: Visitor, config: Config, old_session_id: str) -> Given:
    """A new session in place of the old one. Raises as ``start`` does."""
    given = await _mint(config, _asked(visitor, config))
    _cancel_later(old_session_id)
    return given


async def close() -> None:
    """Wait for what is being cancelled, and let go of the connections."""
    if _cancelling:
        await asyncio.wait(_cancelling, timeout=openai_api.ANSWER)
    await pool.close()


def _asked(visitor: Visitor, config: Config) -> bytes:
    return json.dumps(body(config, visitor.visitor_id)).encode()


async def _mint(config: Config, asked: bytes) -> Given:
    correlation_id = _correlation_id()
    try:
        session = await minting.create_session(asked, correlation_id)
    except REFUSALS as refusal:
        failure = await database.run(
            error_mapping.judge, refusal, config, correlation_id
        )
        raise failure from refusal
    if upstream.was_refused(config):
        await database.run(upstream.clear, config)
    return Given(session, reuse.seal(config, asked, session))


def _cancel_later(session_id: str) -> None:
    """The visitor does not wait for it."""
    if len(_cancelling) >= CANCELLING_AT_MOST:
        logger.warning("Too many sessions wait to be cancelled; one was left alone.")
        return
    task = asyncio.create_task(_cancel(session_id))
    _cancelling.add(task)
    task.add_done_callback(_cancelling.discard)


async def _cancel(session_id: str) -> None:
    try:
        await minting.cancel_session(session_id, _correlation_id())
    except REFUSALS as refusal:
        logger.warning(
            "A session was not cancelled: %s", error_mapping.summary(refusal)
        )


def _correlation_id() -> str:
    return f"{getrandbits(128):032x}"
