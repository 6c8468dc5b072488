"""The ASGI application: `gunicorn -c gunicorn.conf.py resume_site.asgi:application`."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resume_site.settings")

application = get_asgi_application()
