"""One version, or that nothing is published, with what was made from it so far."""

import logging
import threading

from asgiref.sync import sync_to_async
from django.template.loader import render_to_string
from django.urls import get_script_prefix, set_script_prefix

from resume.published.outputs import BY_NAME, Output
from resume.published.representation import Representation, represent
from resume.published.version import Version

logger = logging.getLogger(__name__)


class Edition:
    """The links of an output depend on the path that the site is under, which a server
    may tell with each request.
    """

    def __init__(self, version: Version | None) -> None:
        self.version = version
        self._made: dict[tuple[str, str, str], Representation | None] = {}
        self._making = threading.Lock()

    @property
    def is_open(self) -> bool:
        """Whether its private link, if it has one, is still valid."""
        place = self.version.place if self.version else None
        return place is None or place.is_open

    def represent(self, name: str, slug: str = "") -> Representation | None:
        """None where there is no such thing in this version."""
        key = (name, slug, get_script_prefix())
        if key in self._made:
            return self._made[key]
        with self._making:
            if key not in self._made:
                output = BY_NAME[name]
                content = self._render(output, slug)
                if content is None and slug:
                    return None  # there is no end of those that don't exist
                self._made[key] = (
                    None if content is None else represent(content, output.content_type)
                )
        return self._made[key]

    async def arepresent(self, name: str, slug: str = "") -> Representation | None:
        """In the event loop, once it is made."""
        if (key := (name, slug, get_script_prefix())) in self._made:
            return self._made[key]
        return await sync_to_async(self.represent)(name, slug)

    def _render(self, output: Output, slug: str) -> bytes | None:
        if self.version:
            return output.render(self.version, *([slug] if slug else []))
        if output.name == "page":
            return render_to_string("resume/empty.html").encode()
        return None

    def make_again(self, made: "Edition") -> None:
        """What another edition was asked for."""
        prefix = get_script_prefix()
        for name, slug, other in list(made._made):
            set_script_prefix(other)
            try:
                self.represent(name, slug)
            except Exception:
                logger.exception("%s can't be made.", name)
        set_script_prefix(prefix)
