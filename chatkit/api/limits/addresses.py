"""Where a request comes from, believing only the proxies that are ours."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The visitor's network address.

    Each proxy appends the address it was called from to X-Forwarded-For, so with N
    trusted proxies the visitor's stands N places from the right; what stands further
    left is whatever the visitor wrote there. Without proxies it is the socket's.
    """
    socket_address = str(request.META.get("REMOTE_ADDR", ""))
    count = settings.TRUSTED_PROXIES
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    hops = [hop.strip() for hop in forwarded if hop.strip()]
    if not count or len(hops) < count:
        return socket_address
    return hops[-count]
