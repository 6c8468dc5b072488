"""The ASGI application: `gunicorn -c gunicorn.conf.py resume_site.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resume_site.settings")

django = get_asgi_application()

# These need Django set up.
from chatkit.hosted.door import Door  # noqa: E402
from chatkit.selfhosted.arrival import BoundedUploads  # noqa: E402
from chatkit.selfhosted.door import ChatDoor  # noqa: E402
from chatkit.selfhosted.lifespan import Lifespan  # noqa: E402

application = Lifespan(
    BoundedUploads(
        Door(
            ChatDoor(django, "/api/chatkit/chat"),
            ("/api/chatkit/session", "/api/chatkit/refresh"),
        )
    )
)
