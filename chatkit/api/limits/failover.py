"""The shared cache, or one of this process alone while that is down."""

import logging
import time
from collections.abc import Callable
from threading import Event
from typing import TypeVar

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.db import Error
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

outage = Event()  # of this process

LONG = 1.0  # seconds; a cache that refuses does so at once
PAUSE = 5.0  # seconds

_left_until = 0.0  # by time.monotonic


def ask(question: Callable[[BaseCache], Answer]) -> Answer:
    """What the shared cache answers, else what our own does; one warning an outage.

    A shared one that was long in failing is left alone for a while: whoever asks next
    would wait as long.
    """
    began = time.monotonic()
    if began < _left_until:
        return question(caches["process"])
    try:
        answer = question(caches["default"])
    except (Error, RedisError, OSError) as error:
        _note(error, time.monotonic() - began)
        return question(caches["process"])
    outage.clear()
    return answer


def _note(error: Exception, seconds: float) -> None:
    global _left_until  # noqa: PLW0603
    if seconds >= LONG:
        _left_until = time.monotonic() + PAUSE
    if not outage.is_set():
        logger.warning(
            "The shared cache does not answer (%s): each process counts for itself until"
            " it does.",
            type(error).__name__,
        )
    outage.set()
