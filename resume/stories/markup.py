"""A story's Markdown as blocks of safe HTML, each of which can be linked to and cited."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from html import unescape

import nh3
from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    *("a", "blockquote", "br", "code", "em", "figcaption", "figure", "h2", "h3", "hr"),
    *("img", "li", "ol", "p", "pre", "s", "strong", "ul"),
}
#: ``![What it shows](picture:<digest> "Caption")`` is a picture that is kept here.
PICTURE = "picture:"


@dataclass(frozen=True, slots=True)
class Block:
    """``id`` is made from what it says, so it stays when others come before it."""

    id: str
    html: str
    text: str


@lru_cache(maxsize=256)
def blocks(slug: str, text: str) -> tuple[Block, ...]:
    found = {}
    for group in _groups(_parser().parse(text)):
        html = nh3.clean(
            _render(group),
            tags=TAGS,
            attributes={"a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}},
            url_schemes={"http", "https", "mailto", "picture"},
            attribute_filter=_attribute,
            link_rel="noopener",
        )
        plain = " ".join(nh3.clean(html, tags=set()).split())
        digest = sha256(html.encode()).hexdigest()[:6]
        found[digest] = Block(f"story-{slug}-{digest}", html, unescape(plain))
    return tuple(found.values())


@lru_cache(maxsize=256)
def pictures(text: str) -> frozenset[str]:
    """The digests of the pictures that a story shows."""
    sources = (
        str(child.attrs.get("src", ""))
        for token in _parser().parse(text)
        for child in token.children or ()
        if child.type == "image"
    )
    return frozenset(s.removeprefix(PICTURE) for s in sources if s.startswith(PICTURE))


def _groups(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The tokens of each outermost block."""
    start = depth = 0
    for place, token in enumerate(tokens):
        depth += token.nesting
        if not depth:
            yield tokens[start : place + 1]
            start = place + 1


def _render(group: Sequence[Token]) -> str:
    parser = _parser()
    html: str = parser.renderer.render(group, parser.options, {})
    inline = group[1].children or [] if len(group) == 3 else []
    if len(inline) == 1 and inline[0].type == "image":
        caption = nh3.clean_text(str(inline[0].attrs.get("title", "")))
        image = html.removeprefix("<p>").removesuffix("</p>\n")
        return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"
    return html


def _attribute(element: str, name: str, value: str) -> str | None:
    """No picture of another site, which would learn of the visitor."""
    if element != "img" or name not in ("src", "title"):
        return value
    if name == "title":
        return None  # it is the caption
    digest = value.removeprefix(PICTURE)
    if digest == value or not digest.isalnum():
        return None
    return reverse("resume:picture", args=[digest])


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": False}).enable(
        "strikethrough"
    )
