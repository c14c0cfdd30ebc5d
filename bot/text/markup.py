"""The little markup of body texts, **bold** and _italic_, as spans that any renderer can escape and style.

Only texts of the rule base and the locales are parsed; what a person wrote goes through `literal`. Knows no
output format.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"\*\*(?P<bold>.+?)\*\*|(?<!\w)_(?P<italic>[^_\n]+)_(?!\w)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style; `style` is "", "bold", "italic" or "code"."""

    text: str
    style: str = ""
    link: str | None = None


Spans = tuple[Span, ...]


def marked(text: str) -> Spans:
    """The spans of a text with markup; a mark that is not closed stays as it was written."""
    found: list[Span] = []
    end = 0
    for match in _MARK.finditer(text):
        if match.start() > end:
            found.append(Span(text[end : match.start()]))
        style = "bold" if match["bold"] is not None else "italic"
        found.append(Span(match[style], style))
        end = match.end()
    if end < len(text):
        found.append(Span(text[end:]))
    return tuple(found)


def literal(text: str) -> Spans:
    """The text as it is, whatever signs it contains."""
    return (Span(text),) if text else ()


def bare(spans: Spans) -> str:
    """The text without its styles."""
    return "".join(span.text for span in spans)
