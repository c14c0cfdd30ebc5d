"""Messages that are no commands: to what is being put together first, then to joining, lists, questions."""

from __future__ import annotations

from bot.tg import broadcast, campaign, join, other, pledge, remind, roster
from bot.tg.visit import Visit

# Dialogues that may be waiting for words; at most one has asked for them last.
_TAKERS = (broadcast.takes, remind.takes, campaign.takes, pledge.takes)


async def on_text(visit: Visit) -> None:
    """Words."""
    for one in _TAKERS:
        if await one(visit):
            return
    await join.on_text(visit)


async def on_document(visit: Visit) -> None:
    """A file."""
    if not await broadcast.takes(visit):
        await roster.on_document(visit)


async def on_other(visit: Visit) -> None:
    """Pictures and the rest."""
    if not await broadcast.takes(visit):
        await other.on_other(visit)
