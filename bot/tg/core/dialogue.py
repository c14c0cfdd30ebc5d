"""Expecting a message as the next step of a flow; message_router delivers it to that step."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.people.authority import Roles
from bot.people.dialogue import Expected, ShapeError
from bot.tg.core.context import Context

# After this a message is taken for a new question.
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
    """Makes this step take the next message; tells the user if another flow was waiting for one."""
    until = context.services.clock.now() + WORDS_WITHIN
    before = await context.services.dialogues.expect(
        context.conversation, Expected(flow, step, until, state or {})
    )
    if before is not None and before.flow != flow:
        await say_left(context, before.flow)


async def end(context: Context, flow: str) -> None:
    """Stops this flow from taking the next message."""
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
