"""Telegram's HTML: text with tags in, plain text and entities out, and the real server's errors.

Offsets and lengths are UTF-16 code units, as everywhere in the Bot API.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.simulator.api.failure import ApiError, bad_request
from bot.simulator.api.objects import ApiObject

MOST_ENTITIES = 100

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_TAG = re.compile(r"<(/?)([a-zA-Z0-9-]*)((?:\s+[a-zA-Z-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[\w.-]+))?)*)\s*>")
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([\w.-]+)))?")
_REFERENCE = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@\w+)?")


def utf16(text: str) -> int:
    """The length of `text` in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]


def parse_html(source: str) -> tuple[str, list[ApiObject]]:
    """(text, entities) of Telegram's HTML subset; raises ApiError 400 "can't parse entities"."""
    parts: list[str] = []
    found: list[tuple[int, ApiObject]] = []
    stack: list[_Open] = []
    length = position = 0
    while position < len(source):
        character = source[position]
        step = 1
        if character == "<":
            tag = _tag(source, position)
            _apply(tag, source, position, length, stack, found)
            step, character = len(tag.group()), ""
        elif character == "&" and (reference := _REFERENCE.match(source, position)):
            step, character = len(reference.group()), _decoded(reference)
        parts.append(character)
        length += utf16(character)
        position += step
    if stack:
        raise _unparsable(f'Can\'t find end tag corresponding to start tag "{stack[-1].tag}"')
    entities = [entity for _, entity in sorted(found, key=lambda pair: (pair[1]["offset"], pair[0]))]
    return trimmed("".join(parts), entities)


def trimmed(text: str, entities: list[ApiObject]) -> tuple[str, list[ApiObject]]:
    """Text and entities as the server keeps them: without white space at either end."""
    lead = utf16(text[: len(text) - len(text.lstrip())])
    text = text.strip()
    end = utf16(text)
    kept = []
    for entity in entities[:MOST_ENTITIES]:
        start = max(entity["offset"] - lead, 0)
        stop = min(entity["offset"] + entity["length"] - lead, end)
        if stop > start:
            kept.append({**entity, "offset": start, "length": stop - start})
    return text, kept


def commands(text: str) -> list[ApiObject]:
    """The bot_command entities that Telegram marks in what a person types."""
    return [
        {"type": "bot_command", "offset": utf16(text[: match.start()]), "length": utf16(match.group())}
        for match in _COMMAND.finditer(text)
    ]


def _tag(source: str, position: int) -> re.Match[str]:
    match = _TAG.match(source, position)
    offset = len(source[:position].encode())
    if match is None:
        name = re.match(r"</?([^\s>]*)", source[position:])
        raise _unparsable(f'Unsupported start tag "{name.group(1) if name else ""}" at byte offset {offset}')
    if match.group(2).lower() not in _KINDS and not (match.group(1) and not match.group(2)):
        raise _unparsable(f'Unsupported start tag "{match.group(2).lower()}" at byte offset {offset}')
    return match


def _apply(
    tag: re.Match[str],
    source: str,
    position: int,
    length: int,
    stack: list[_Open],
    found: list[tuple[int, ApiObject]],
) -> None:
    """Opens or closes one tag at UTF-16 offset `length`."""
    name = tag.group(2).lower()
    offset = len(source[:position].encode())
    if not tag.group(1):
        attributes = {
            match.group(1).lower(): match.group(2) or match.group(3) or match.group(4) or ""
            for match in _ATTRIBUTE.finditer(tag.group(3))
        }
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {offset}')
        stack.append(_Open(name, length, attributes))
        return
    if not stack:
        raise _unparsable(f"Unexpected end tag at byte offset {offset}")
    opened = stack.pop()
    if name and name != opened.tag:
        raise _unparsable(
            f'Unmatched end tag at byte offset {offset}, expected "</{opened.tag}>", found "</{name}>"'
        )
    if length > opened.offset and (entity := _entity(opened, length)):
        found.append((len(stack), entity))


def _entity(opened: _Open, end: int) -> ApiObject | None:
    entity: ApiObject = {
        "type": _KINDS[opened.tag],
        "offset": opened.offset,
        "length": end - opened.offset,
    }
    if opened.tag == "a":
        if not re.match(r"(https?|tg|mailto):\S+$", opened.attributes.get("href", "")):
            return None  # The server drops links that lead nowhere.
        entity["url"] = _REFERENCE.sub(_decoded, opened.attributes["href"])
    if opened.tag == "blockquote" and "expandable" in opened.attributes:
        entity["type"] = "expandable_blockquote"
    if opened.tag == "tg-emoji":
        entity["custom_emoji_id"] = opened.attributes.get("emoji-id", "")
    return entity


def _decoded(reference: re.Match[str]) -> str:
    name, decimal, hexadecimal = reference.groups()
    if name:
        return _NAMED[name]
    point = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(point) if 0 < point < 0x110000 and not 0xD800 <= point < 0xE000 else reference.group()


def _unparsable(detail: str) -> ApiError:
    return bad_request(f"can't parse entities: {detail}")
