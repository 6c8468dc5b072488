from typing import Any

from uvicorn_worker import UvicornWorker

TO_STORE = 5  # seconds of graceful_timeout for the answers that are cut


class Worker(UvicornWorker):  # type: ignore[misc]
    """Told to stop, it lets open answers end in time to store those that do not.

    Leaves X-Forwarded-* alone: uvicorn believes it from any loopback client.

    What a proxy says of the visitor is read in one place, by the number of proxies
    that are ours: ``chatkit.addresses``, and SECURE_PROXY_SSL_HEADER in the settings.
    """

    CONFIG_KWARGS = {
        **UvicornWorker.CONFIG_KWARGS,
        "proxy_headers": False,
        "lifespan": "off",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Then asyncio cancels what still runs, and the chat stores it. Without this,
        # gunicorn kills the process at the end of its own time.
        patience = max(1, self.cfg.graceful_timeout - TO_STORE)
        self.config.timeout_graceful_shutdown = patience
