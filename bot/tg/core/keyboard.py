"""Buttons in rows that a narrow phone can show in full. Knows widths, not meanings."""

from __future__ import annotations

from collections.abc import Iterable

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

# Characters that fit side by side on a phone of 360 points, by how many share the row.
_ROOM = {3: 9, 2: 17, 1: 48}


def shortened(label: str) -> str:
    """A label; one longer than any phone shows ends in an ellipsis."""
    return f"{label[: _ROOM[1] - 1].rstrip()}…" if len(label) > _ROOM[1] else label


def keyboard(*groups: Iterable[InlineKeyboardButton]) -> InlineKeyboardMarkup | None:
    """The groups one below the other, each packed into as few rows as stay readable; None without buttons."""
    rows = [row for group in groups for row in _rows(list(group))]
    return InlineKeyboardMarkup(rows) if rows else None


def _rows(buttons: list[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    longest = max((len(one.text) for one in buttons), default=0)
    across = next((count for count in (3, 2) if longest <= _ROOM[count]), 1)
    # Two and two look better than three and one.
    if across == 3 and len(buttons) == 4:
        across = 2
    return [buttons[start : start + across] for start in range(0, len(buttons), across)]
