#!/usr/bin/env python
"""Django's command-line utility for this site."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import Error

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "resume_site.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:  # a variable that can't be read: see .env
        sys.exit(str(error))
    except Error:
        from chatkit.operations.startup import explain_database_error

        if not (explanation := explain_database_error()):
            raise
        sys.exit(explanation)
