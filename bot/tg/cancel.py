"""/batal: ends the pending question; drafts stay and are listed."""

from __future__ import annotations

from bot.tg.broadcast import broadcast_draft
from bot.tg.core.context import Context
from bot.tg.core.phrase import line
from bot.tg.pledge import campaign_draft

NAME = "batal"
_DRAFTED = (broadcast_draft.FLOW, campaign_draft.FLOW)


async def on_cancel(context: Context) -> None:
    """Ends what is expected in this chat."""
    dialogues, here = context.services.dialogues, context.conversation
    expected = await dialogues.expected(here)
    is_open = expected is not None and expected.expires_at > context.services.clock.now()
    await dialogues.end(here)
    kept = [flow for flow in _DRAFTED if await dialogues.draft(here, flow) is not None]
    shown = [line(context.words, "dialogue.cancelled" if is_open else "dialogue.nothing")]
    shown += [line(context.words, f"dialogue.left.{flow}") for flow in kept]
    await context.say(shown)


def is_meant(text: str) -> bool:
    """Whether these words say nothing but that."""
    return text.casefold().strip(" .!") == NAME
