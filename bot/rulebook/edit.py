"""One top-level key of a YAML text written or taken away, with every other character left as it was.

A YAML library that writes a whole file would lose its comments and its layout, which are its author's. So
only whole lines of text are exchanged, and the result is read again before anybody may keep it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import yaml
from yaml.nodes import CollectionNode, MappingNode, Node

from bot.rulebook.problem import Problem
from bot.rulebook.reading.source import Parsed, parse

_WIDE = 10**6
"""So that a long value is never broken over several lines."""


class EditError(ValueError):
    """The text cannot be edited without touching something else; the sentence is Indonesian."""


def with_key(text: str, key: str, values: Mapping[str, str | date]) -> str:
    """The text with `key` holding these values: in its old place, or else as the last key.

    Raises EditError where the text is not one mapping with a key on each line.
    """
    block: str = yaml.safe_dump({key: dict(values)}, allow_unicode=True, sort_keys=False, width=_WIDE)
    newline = "\r\n" if "\r\n" in text else "\n"
    block = block.replace("\n", newline)
    start, end = _span(text, key) or (len(text), len(text))
    before = text[:start]
    if before and not before.endswith("\n"):
        before += newline
    told: dict[str, Parsed] = {name: str(value) for name, value in values.items()}
    return _verified(text, before + block + text[end:], key, told)


def without_key(text: str, key: str) -> str:
    """The text without `key`; the same text where it has none. Raises EditError like `with_key`."""
    span = _span(text, key)
    if span is None:
        return text
    start, end = span
    return _verified(text, text[:start] + text[end:], key, None)


def _span(text: str, key: str) -> tuple[int, int] | None:
    """From the beginning of the key's line to the end of the last line of its value, in characters."""
    try:
        # The C parser counts bytes in its marks, this one characters.
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        root = None
    if not isinstance(root, MappingNode) or root.flow_style:
        raise EditError("berkas tidak tersusun sebagai daftar 'kunci: nilai', satu kunci satu baris")
    for name, value in root.value:
        if name.value == key:
            start = text.rfind("\n", 0, name.start_mark.index) + 1
            end = text.find("\n", max(_end(value), name.end_mark.index))
            return start, len(text) if end < 0 else end + 1
    return None


def _end(node: Node) -> int:
    """Where the last word of a value ends: blank lines and comments below it belong to the file."""
    if not isinstance(node, CollectionNode) or node.flow_style:
        return int(node.end_mark.index)
    children = [one for pair in node.value for one in (pair if isinstance(pair, tuple) else (pair,))]
    return max(map(_end, children))


def _verified(before: str, after: str, key: str, wanted: Parsed) -> str:
    """`after`, once reading it has shown that nothing but the key has changed."""
    was, now = _mapping(before), _mapping(after)
    was.pop(key, None)
    if now.pop(key, None) != wanted or now != was or [*now] != [*was]:
        raise EditError(
            "susunan berkas tidak memungkinkannya tanpa mengubah isi lain; akhiri berkas dengan baris baru"
        )
    return after


def _mapping(text: str) -> dict[str, Parsed]:
    problems: list[Problem] = []
    source = parse(text, "", problems)
    return dict(source.data) if source and isinstance(source.data, dict) else {}
