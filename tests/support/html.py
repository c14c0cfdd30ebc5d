"""What a reader's browser makes of our pages: links, anchors, headings and what they load."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "link", "br", "input", "img", "hr"}
_INLINE = {"a", "b", "i", "em", "strong", "small", "code", "span", "q"}


@dataclass
class Page:
    """A page taken apart: `links` with where they lead, `loads` what the browser fetches by itself."""

    ids: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    text: str = ""
    unclosed: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        """The text with every run of blanks as one."""
        return " ".join(self.text.split())


def parse(html: str) -> Page:
    """Take a page apart; a tag that is closed out of turn is remembered as `unclosed`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.page.unclosed += reader.open
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.page.tags.append(tag)
        self._part(tag)
        if tag not in _VOID:
            self.open.append(tag)
        if values.get("id"):
            self.page.ids.append(values["id"] or "")
        if tag == "a":
            self.page.links.append((values.get("href") or "", ""))
        elif tag == "link" and values.get("href"):
            self.page.loads.append(values["href"] or "")
        if values.get("src"):
            self.page.loads.append(values["src"] or "")
        if tag in {"h1", "h2", "h3", "h4"}:
            self.page.headings.append((int(tag[1]), ""))

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)
        if not self.open or self.open.pop() != tag:
            self.page.unclosed.append(tag)

    def _part(self, tag: str) -> None:
        """What stands in two blocks is two words."""
        if tag not in _INLINE:
            self.page.text += " "

    def handle_data(self, data: str) -> None:
        self.page.text += data
        if "a" in self.open and self.page.links:
            address, said = self.page.links[-1]
            self.page.links[-1] = (address, said + data)
        if self.open and self.open[-1] in {"h1", "h2", "h3", "h4"} and self.page.headings:
            level, said = self.page.headings[-1]
            self.page.headings[-1] = (level, said + data)
