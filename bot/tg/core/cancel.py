"""/batal: nothing is expected any more; what has been put together stays, and is named."""

from __future__ import annotations

from bot.tg.broadcast import broadcast_draft
from bot.tg.core.context import Visit
from bot.tg.core.phrase import line
from bot.tg.pledge import campaign_draft

NAME = "batal"
_DRAFTED = (broadcast_draft.FLOW, campaign_draft.FLOW)


async def on_cancel(visit: Visit) -> None:
    """Ends what is expected in this chat."""
    dialogues, here = visit.kit.dialogues, visit.conversation
    expected = await dialogues.expected(here)
    is_open = expected is not None and expected.expires_at > visit.kit.clock.now()
    await dialogues.end(here)
    kept = [flow for flow in _DRAFTED if await dialogues.draft(here, flow) is not None]
    shown = [line(visit.words, "dialogue.cancelled" if is_open else "dialogue.nothing")]
    shown += [line(visit.words, f"dialogue.left.{flow}") for flow in kept]
    await visit.say(shown)


def is_meant(text: str) -> bool:
    """Whether these words say nothing but that."""
    return text.casefold().strip(" .!") == NAME
