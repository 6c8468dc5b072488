"""What every test shares: settings of a development site, from nothing but here."""

import os

os.environ.setdefault("DJANGO_DEBUG", "true")
