"""The one table of outputs: what is made from a version, and the addresses it has."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from resume.outputs import favicon, json_resume, llms, markdown, page, robots, story

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
    the path of the site as the script prefix; it is given the version, and the slug if
    the path has one. None is a 404.
    """

    name: str
    path: str
    content_type: str
    render: Callable[..., bytes | None]
    cache_control: str = REVALIDATE
    robots: str = ""  # X-Robots-Tag


#: Search engines lead people to the page; these are for whoever asks for them.
NOT_LISTED = "noindex"
OUTPUTS: Final[tuple[Output, ...]] = (
    Output("page", "", "text/html; charset=utf-8", page.render),
    Output(
        "json", "resume.json", "application/json", json_resume.render, robots=NOT_LISTED
    ),
    Output(
        "markdown",
        "resume.md",
        "text/markdown; charset=utf-8",
        markdown.render,
        robots=NOT_LISTED,
    ),
    Output(
        "llms", "llms.txt", "text/plain; charset=utf-8", llms.render, robots=NOT_LISTED
    ),
    Output("story", "stories/<slug:slug>/", "text/html; charset=utf-8", story.render),
    Output("robots", "robots.txt", "text/plain; charset=utf-8", robots.robots),
    Output("sitemap", "sitemap.xml", "application/xml", robots.sitemap),
    Output("favicon", "favicon.svg", "image/svg+xml", favicon.render),
    Output("icon", "favicon.ico", "image/png", favicon.as_png),  # asked for unlinked
)
BY_NAME: Final = {output.name: output for output in OUTPUTS}
