"""The shared cache, or one of this process alone while that is down."""

import logging
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


def ask(question: Callable[[BaseCache], Answer]) -> Answer:
    """What the shared cache answers, else what our own does; one warning an outage."""
    try:
        answer = question(caches["default"])
    except (Error, RedisError, OSError) as error:
        if not outage.is_set():
            logger.warning(
                "The shared cache does not answer (%s): each process counts for"
                " itself until it does.",
                type(error).__name__,
            )
        outage.set()
        return question(caches["process"])
    outage.clear()
    return answer
