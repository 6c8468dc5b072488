"""The safe HTML of ``resume.markup`` as a tree that JSON can hold: texts and elements.

An element is its tag, its attribute (the address of a link, the first number of a list),
and its children.
"""

from html.parser import HTMLParser

Node = str | tuple[str, str, list["Node"]]


def tree(html: str) -> list[Node]:
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root: list[Node] = []
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        children: list[Node] = []
        value = values.get("href") or values.get("start") or ""
        self._open[-1].append((tag, value, children))
        if tag != "br":
            self._open.append(children)

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].append(data.replace("\n", " "))
