"""The chat in Django's admin: conversations, usage, settings and the dashboard.

Importing this package registers its pages with Django's admin.
"""

from chatkit.admin import conversations, cuts, origins, own_answers, settings, usage

__all__ = ["conversations", "cuts", "origins", "own_answers", "settings", "usage"]
