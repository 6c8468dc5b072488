"""A document's texts as Markdown, with what is no markup escaped."""

import re
from collections.abc import Sequence
from textwrap import indent

from markdown_it.tree import SyntaxTreeNode

from resume import markup
from resume.page.presentation import web_url

SIGNS = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|&(?=[#A-Za-z])")
#: Before what would make the line a heading, a quotation, a rule or an item.
LINE_START = re.compile(
    r"^(?:(?=[>|]|#{1,6}(?:\s|$)|[+-](?:\s|$)|[-=]{2}|=\s*$)"
    r"|(\d{1,9})(?=[.)](?:\s|$)))",
    re.MULTILINE,
)
MARKS = {"em": "*", "strong": "**", "s": "~~"}


def line(text: str) -> str:
    """The text itself, on one line."""
    return _escaped(" ".join(text.split()))


def item(text: str) -> str:
    """``markup.to_inline_html`` as an item of a list."""
    lines = (SyntaxTreeNode(tokens) for tokens in markup.line_tokens(text))
    return "- " + "\\\n  ".join(filter(None, map(_inline, lines)))


def prose(text: str) -> str:
    """``markup.to_html`` as paragraphs and lists."""
    return _blocks(SyntaxTreeNode(markup.tokens(text)).children)


def _escaped(text: str) -> str:
    return LINE_START.sub(r"\1\\", SIGNS.sub(r"\\\g<0>", text))


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> str:
    return "\n\n".join(filter(None, map(_block, nodes)))


def _block(node: SyntaxTreeNode) -> str:
    if node.type == "paragraph":
        return _inline(node)
    is_numbered = node.type == "ordered_list"
    items = []
    for number, child in enumerate(node.children, int(node.attrs.get("start", 1))):
        mark = f"{number}. " if is_numbered else "- "
        if text := _blocks(child.children):  # "- - -" would be a rule
            items.append(mark + indent(text, " " * len(mark)).lstrip())
    return "\n".join(items)


def _inline(node: SyntaxTreeNode) -> str:
    inner = "".join(map(_inline, node.children))
    match node.type:
        case "text":
            before_link = node.next_sibling and node.next_sibling.type == "link"
            text = _escaped(node.content)
            return re.sub("!$", r"\\!", text) if before_link else text
        case "code_inline":
            runs = re.findall("`+", node.content)
            fence = "`" * (1 + max(map(len, runs), default=0)) + " " * bool(runs)
            return fence + node.content + fence[::-1]
        case "softbreak" | "hardbreak":
            return "\\\n"
        case "link" if url := web_url(str(node.attrs["href"])):
            return f"[{inner}]({url.replace('(', '%28').replace(')', '%29')})"
        case kind:
            mark = MARKS.get(kind, "")
            return mark + inner + mark
