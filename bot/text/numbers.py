"""Numbers as people write them in the reader's language."""

from __future__ import annotations

from babel.numbers import format_decimal


def number(value: int, language: str) -> str:
    """1.284 in Indonesian, 1,284 in English."""
    return format_decimal(value, locale=language)
