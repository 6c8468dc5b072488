"""The owner's desk: settings, allowed origins, and the status above them.

Importing this package registers its pages with Django's admin.
"""

from chatkit.admin import origins, settings

__all__ = ["origins", "settings"]
