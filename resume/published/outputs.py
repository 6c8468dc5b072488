"""The one table of outputs: what is made from a version, and the addresses it has."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from resume.outputs import page
from resume.published.version import Version

#: Browsers ask each time. A shared cache may hold it for ten seconds, for a minute
#: longer while it asks again, and for a day if the site does not answer.
REVALIDATE = (
    "public, max-age=0, s-maxage=10, stale-while-revalidate=60, stale-if-error=86400"
)


@dataclass(frozen=True, slots=True)
class Output:
    """``path`` is below the site's own; the URL's name is ``resume:<name>``.

    ``render`` is a pure function of the version: every process has to make the same
    bytes. It is called once per version in a process, outside of the event loop, with
    the path of the site as the script prefix. None is a 404.
    """

    name: str
    path: str
    content_type: str
    render: Callable[[Version], bytes | None]
    cache_control: str = REVALIDATE


OUTPUTS: Final[tuple[Output, ...]] = (
    Output("page", "", "text/html; charset=utf-8", page.render),
)
BY_NAME: Final = {output.name: output for output in OUTPUTS}
