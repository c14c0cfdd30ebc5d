"""Authority at the door: whoever presses or types, now, by what the database says now.

The one place where a command or a press is refused for want of a role; a refusal says what to do instead.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.people.authority import Role
from bot.tg.core.callbacks import IN_GROUPS, NEEDED, PERSONAL, Kind
from bot.tg.core.commands import Command
from bot.tg.core.context import Context

Handler = Callable[[Context], Awaitable[None]]


def command(one: Command, handler: Handler) -> Handler:
    """The handler of a command, for those who may and where it may be."""

    async def guarded(context: Context) -> None:
        if not context.authority.has(one.roles):
            await context.tell(refusal(context, one.roles))
        elif one.personal and not context.is_private:
            await context.tell(context.words("guard.private", username=context.bot.username))
        else:
            await handler(context)

    return guarded


def press(kind: Kind, handler: Handler) -> Handler:
    """The same for a button."""
    needed = NEEDED.get(kind, frozenset())

    in_private = kind in PERSONAL or (bool(needed) and kind not in IN_GROUPS)

    async def guarded(context: Context) -> None:
        if not context.authority.has(needed):
            await context.acknowledge(refusal(context, needed), alert=True)
        elif in_private and not context.is_private:
            private = context.words("guard.private", username=context.bot.username)
            await context.acknowledge(private, alert=True)
        else:
            await handler(context)

    return guarded


def refusal(context: Context, needed: frozenset[Role]) -> str:
    """Whose business it is, and how to become one of them."""
    roles = [context.words(f"guard.role.{role.value}") for role in Role if role in needed]
    *first, last = roles
    comma = "," if len(first) > 1 else ""
    named = context.words("guard.either", first=", ".join(first) + comma, last=last) if first else last
    return context.words("guard.refused", roles=named, account=context.user.id)
