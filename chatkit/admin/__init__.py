"""The owner's desk: conversations, their ledger, settings, and the status above them.

Importing this package registers its pages with Django's admin.
"""

from chatkit.admin import conversations, origins, settings, usage

__all__ = ["conversations", "origins", "settings", "usage"]
