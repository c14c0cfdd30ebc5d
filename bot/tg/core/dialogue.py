"""What a chat expects to be written next, as handlers speak of it; message_router gives the words out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.people.authority import Roles
from bot.people.dialogue import Expected, ShapeError
from bot.tg.core.context import Context

# What he writes later is about something else, and to nobody but the bot.
WORDS_WITHIN = timedelta(hours=1)

Takes = Callable[[Context, Expected], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Flow:
    """A dialogue that expects words; declared beside its handlers.

    `command` is its own, which does not end it. Of `roles` one is needed, asked anew for every message. At
    the steps in `files` it takes pictures and files as well; in a group it takes nothing unless `in_groups`.
    """

    name: str
    command: str
    steps: frozenset[str]
    roles: Roles
    takes: Takes
    files: frozenset[str] = frozenset()
    in_groups: bool = False


async def expect(context: Context, flow: str, step: str, state: Mapping[str, object] | None = None) -> None:
    """The next words here belong to this step; says so where another flow was waiting for them."""
    until = context.services.clock.now() + WORDS_WITHIN
    before = await context.services.dialogues.expect(
        context.conversation, Expected(flow, step, until, state or {})
    )
    if before is not None and before.flow != flow:
        await say_left(context, before.flow)


async def end(context: Context, flow: str) -> None:
    """The next words here are no longer this flow's."""
    await context.services.dialogues.end(context.conversation, flow)


async def say_left(context: Context, flow: str) -> None:
    """One line on what was left unfinished and how to take it up again; some flows need none."""
    key = f"dialogue.left.{flow}"
    if key in context.words:
        await context.tell(context.words(key))


async def forget(context: Context, error: ShapeError) -> None:
    """Forgets a state that cannot be read any more, and says so once."""
    await end(context, error.flow)
    await context.services.dialogues.drop_draft(context.conversation, error.flow)
    if context.query is not None:
        await context.acknowledge(context.words("dialogue.outgrown"), alert=True)
    else:
        await context.tell(context.words("dialogue.outgrown"))
