"""The site in a worker that takes a few seconds more to start."""

import time

time.sleep(4)

from resume_site.asgi import application  # noqa: E402

__all__ = ["application"]
