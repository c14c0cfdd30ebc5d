"""Sections as Telegram HTML: everything escaped, styled from data, cut to messages at the ends of paragraphs.

Knows Telegram's limits and nothing of what a section says.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence

from telegram.constants import MessageLimit

from bot.ask.sections import Section
from bot.text.markup import Span, Spans, marked

MOST = int(MessageLimit.MAX_TEXT_LENGTH)
# Telegram keeps only so many styled stretches in a message and drops the rest in silence.
MOST_STYLED = int(MessageLimit.MESSAGE_ENTITIES)
_TAGS = {"bold": "b", "italic": "i", "code": "code"}


def pages(sections: Sequence[Section]) -> list[str]:
    """The messages to send, each within Telegram's limits, at least one."""
    found: list[list[Spans]] = [[]]
    for block in _blocks(sections):
        if _fits([*found[-1], *block]):
            found[-1] += block
            continue
        # A paragraph starts a new message rather than being torn, unless it would not fit even there.
        for n, line in enumerate(block):
            if n == 0 or not _fits([*found[-1], line]):
                found.append([])
            found[-1].append(line)
    return [_html(page) for page in found if any(page)] or ["…"]


def as_html(text: str) -> str:
    """A text with our own markup as one message; raises ValueError for one that needs two."""
    (page,) = pages((Section("text", marked(text)),))
    return page


def width(text: str) -> int:
    """The length as Telegram counts it: UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _blocks(sections: Iterable[Section]) -> Iterator[list[Spans]]:
    """Paragraphs: lines that belong together, the empty line before each being its first."""
    block: list[Spans] = []
    for section in sections:
        if section.gap and block:
            yield block
            block = [()]
        for line in _lines(section.spans):
            block += _cut(line)
    if block:
        yield block


def _lines(spans: Spans) -> list[Spans]:
    lines: list[list[Span]] = [[]]
    for span in spans:
        for n, piece in enumerate(_clean(span.text).split("\n")):
            if n:
                lines.append([])
            if piece:
                lines[-1].append(Span(piece, span.style, span.link))
    return [tuple(line) for line in lines]


def _cut(line: Spans) -> list[Spans]:
    """A line too long for any message, in pieces that end at a space where there is one."""
    if _fits([line]):
        return [line]
    pieces: list[Spans] = []
    for span in line:
        text, room = span.text, MOST - width(_span(Span("", span.style, span.link)))
        while text:
            head = _head(text, room)
            pieces.append((Span(head, span.style, span.link),))
            text = text[len(head) :]
    return pieces


def _head(text: str, room: int) -> str:
    """As much of the text as there is room for, up to a space where there is one."""
    end, used = 0, 0
    for letter in text:
        used += width(html.escape(letter, quote=False))
        if used > room:
            break
        end += 1
    if end == len(text):
        return text
    space = text.rfind(" ", 0, end)
    return text[: space + 1] if space > 0 else text[:end]


def _fits(lines: list[Spans]) -> bool:
    # Telegram counts without the tags; counting them as well keeps a margin and pleases stricter judges.
    length = sum(width(_span(span)) for line in lines for span in line) + len(lines) - 1
    styled = sum(1 for line in lines for span in line if span.style or span.link)
    return length <= MOST and styled <= MOST_STYLED


def _html(lines: list[Spans]) -> str:
    return "\n".join("".join(map(_span, line)) for line in lines).strip("\n")


def _span(span: Span) -> str:
    text = html.escape(span.text, quote=False)
    if span.style:
        tag = _TAGS[span.style]
        text = f"<{tag}>{text}</{tag}>"
    return f'<a href="{html.escape(span.link)}">{text}</a>' if span.link else text


def _clean(text: str) -> str:
    """Without what JSON or Telegram refuses: lone surrogates and control characters."""
    return "".join(
        letter for letter in text if letter == "\n" or (letter >= " " and not "\ud800" <= letter <= "\udfff")
    )
