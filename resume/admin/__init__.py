"""The owner's pages: what is true about them, and how it is shown."""

from resume.admin import content, options

__all__ = ["content", "options"]
