"""The bot's own texts with inserted values, which are never read as markup."""

from __future__ import annotations

from dataclasses import replace

from bot.ask.sections import Section
from bot.text.markup import Spans, marked
from bot.wording import Wording

# Private use characters: no text of ours and no name contains them.
_FIRST = 0xE000


def phrase(words: Wording, key: str, /, **values: object) -> Spans:
    """The text under `key`, styled as it is written; the values stay as they are, whatever they hold."""
    places = {name: chr(_FIRST + n) for n, name in enumerate(values)}
    spans = marked(words(key, **places))
    for name, place in places.items():
        spans = tuple(replace(span, text=span.text.replace(place, str(values[name]))) for span in spans)
    return spans


def line(words: Wording, key: str, /, **values: object) -> Section:
    """The same as a line of a message."""
    return Section(key, phrase(words, key, **values))


def paragraph(words: Wording, key: str, /, **values: object) -> Section:
    """The same with an empty line before it."""
    return Section(key, phrase(words, key, **values), gap=True)
