"""A message as people type it → plain tokens in clauses.

Folds case, accents, repeated letters and look-alike digits, drops emoji and links, and expands the chat
shorthand listed in `leksikon/ganti.yaml`. Knows nothing of rules or facts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

LIMIT = 4096
"""Characters read of one message: Telegram's own limit, and a bound on the work one message can cause."""

_WORD = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*|[.,;:?!\n()]+")
_LINK = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+")
_STRETCHED = re.compile(r"(?!pppk)([a-z])\1{2,}")  # "bolehhh", but PPPK is a word
_REDUPLICATED = re.compile(r"^([a-z]{2,})2(nya|an|in|kan)?$")
_STOPS = frozenset(".?!;\n")


@dataclass(frozen=True, slots=True)
class Token:
    """One word after expansion. `source` is what the person wrote, `clause` counts sentence-like parts."""

    word: str
    source: str
    clause: int
    comma: bool = False
    """Whether a comma (or bracket) stood before this word; a negation does not reach across it."""


def tokens(text: str, shorthand: Mapping[str, tuple[str, ...]]) -> tuple[Token, ...]:
    """Tokens of at most `LIMIT` characters of `text`; never raises, empty for a message without words."""
    folded = _fold(text[:LIMIT])
    found: list[Token] = []
    clause = 0
    comma = False
    for match in _WORD.finditer(folded):
        piece = match.group()
        if not piece[0].isalnum():
            if _STOPS & set(piece):
                clause += 1
            else:
                comma = True
            continue
        for part in _split(piece, shorthand):
            for word in shorthand.get(part, (part,)):
                found.append(Token(word, part, clause, comma))
                comma = False
    return tuple(found)


def _fold(text: str) -> str:
    plain = _LINK.sub(" ", text).casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(ch for ch in plain if not unicodedata.combining(ch))
    return _STRETCHED.sub(r"\1", plain)


def _split(piece: str, shorthand: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """'nge-like' → nge like is one word 'ngelike'; 'foto-foto' and 'like2' are said once."""
    piece = piece.replace("’", "'").replace("'", "")
    if piece in shorthand:
        return (piece,)
    if reduplicated := _REDUPLICATED.match(piece):
        return (reduplicated.group(1),)
    if "-" in piece:
        parts = piece.split("-")
        if len(parts) == 2 and (parts[0] == parts[1] or parts[1].startswith(parts[0])):
            return (parts[1],)
        if parts[0] in {"nge", "ng", "di", "me", "ke", "se", "ku", "tak", "dak", "nga"} and len(parts) == 2:
            return ("".join(parts),)
        return tuple(part for part in parts if part)
    return (piece,)
