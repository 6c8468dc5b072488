"""The owner's switch: off, nobody is answered and nothing is taken; the page stays.

What visitors have already said remains theirs to read and to delete.
"""

from chatkit.api.errors import ChatDisabled
from chatkit.config.resolve import Config


def demand(config: Config) -> None:
    """Raises ChatDisabled where the owner switched the chat off."""
    if not config.chat_enabled:
        raise ChatDisabled
