from uvicorn_worker import UvicornWorker


class Worker(UvicornWorker):  # type: ignore[misc]
    """Leaves X-Forwarded-* alone: uvicorn believes it from any loopback client.

    What a proxy says of the visitor is read in one place, by the number of proxies
    that are ours: ``chatkit.addresses``, and SECURE_PROXY_SSL_HEADER in the settings.
    """

    CONFIG_KWARGS = {
        **UvicornWorker.CONFIG_KWARGS,
        "proxy_headers": False,
        "lifespan": "off",
    }
