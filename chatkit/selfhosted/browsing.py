"""How often may be read, renamed, rated and deleted: what asks no question."""

from django.http import HttpRequest

from chatkit.api.limits import rates
from chatkit.api.limits.addresses import client_address
from chatkit.config.resolve import Config

PER_QUESTION = 10  # a widget reads several times for each question


async def count(request: HttpRequest, config: Config) -> None:
    """Count one request of the address: a visitor without a cookie is always new.

    Raises:
        RateLimited: over ten times the address's questions in a minute.
    """
    who = f"address {client_address(request)}"
    limit = PER_QUESTION * config.address_limit
    await rates.acount(request, "chatkit.browse", who, limit)
