"""Deep links: addresses that open the bot and tell it at once what for, and how their payloads are read.

They are printed on slips, receipts and posters, so a prefix that was given out once keeps its meaning.
"""

from __future__ import annotations

from enum import StrEnum


class Start(StrEnum):
    """What somebody comes for; the value is the prefix of the payload."""

    JOIN = "g_"
    """With a one-time code."""
    CHECK = "c_"
    """With the number of a receipt, its hyphens as underscores."""
    PLEDGE = "i_"
    """With the number of a campaign."""


def deep_link(username: str, start: Start, value: str) -> str:
    """The address that opens the bot `username` (without @) with `value`: letters, digits and hyphens.

    Hyphens travel as underscores, at which no program breaks an address.
    """
    return f"https://t.me/{username}?start={start}{value.replace('-', '_')}"


def parsed(payload: str) -> tuple[Start, str] | None:
    """(what for, the value) of what came with /start; None when it is from no link of ours."""
    for start in Start:
        if payload.startswith(start):
            return start, payload.removeprefix(start).replace("_", "-")
    return None
