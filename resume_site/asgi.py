"""The ASGI application: `gunicorn -c gunicorn.conf.py resume_site.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resume_site.settings")

django = get_asgi_application()

# These need Django set up.
from chatkit.hosted import sessions  # noqa: E402
from chatkit.operations import startup  # noqa: E402
from chatkit.selfhosted import sdk_import, stream  # noqa: E402
from chatkit.turns.pending_writes import pending_writes  # noqa: E402
from resume.published import current as published  # noqa: E402
from resume_site.bounds import Bounds  # noqa: E402
from resume_site.public import PublicHandler  # noqa: E402

application = PublicHandler(
    Bounds(django),
    on_startup=[startup.begin, sdk_import.begin, published.start],
    on_shutdown=[stream.end_all, pending_writes.drain, sessions.close],
)
