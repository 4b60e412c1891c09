"""The words of a piece of hypertext, without anything that would act."""

import re
from html.parser import HTMLParser

_BLOCKS = {"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "blockquote", "table", "ul", "ol", "hr", "section"}
_SILENT = {"script", "style", "head", "title", "template", "noscript", "svg"}
MOST_SOURCE = 2_000_000


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag in _BLOCKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _BLOCKS - {"br", "hr"}:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(re.sub(r"[ \t\r\n\f\xa0]+", " ", data))


def text_of_html(source: str) -> str:
    """What a reader would see: words and line breaks."""
    reader = _Reader()
    reader.feed(source[:MOST_SOURCE])
    reader.close()
    lines = (line.strip() for line in "".join(reader.said).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
