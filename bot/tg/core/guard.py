"""Authority at the door: whoever presses or types, now, by what the database says now.

The one place where a command or a press is refused for want of a role; a refusal says what to do instead.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.people.authority import EVERYBODY, Role, Roles
from bot.tg.core.buttons import Where
from bot.tg.core.commands import Command
from bot.tg.core.context import Context
from bot.tg.core.router import Press

Handler = Callable[[Context], Awaitable[None]]


def command(one: Command, handler: Handler) -> Handler:
    """The handler of a command, for those who may and where it may be."""

    async def guarded(context: Context) -> None:
        refused = _refused(context, one.roles, one.where)
        if refused is not None:
            await context.tell(refused)
        else:
            await handler(context)

    return guarded


async def press(context: Context, one: Press) -> None:
    """The same for a button; a refusal is shown above the chat, to nobody but him."""
    refused = _refused(context, one.button.roles, one.button.where)
    if refused is not None:
        await context.acknowledge(refused, alert=True)
    else:
        await one.carry_out(context)


def refusal(context: Context, needed: Roles) -> str:
    """Whose business it is, and how to become one of them."""
    roles = [
        context.words(f"guard.role.{role.value}")
        for role in Role
        if needed is not EVERYBODY and role in needed
    ]
    *first, last = roles
    comma = "," if len(first) > 1 else ""
    named = context.words("guard.either", first=", ".join(first) + comma, last=last) if first else last
    return context.words("guard.refused", roles=named, account=context.user.id)


def _refused(context: Context, roles: Roles, where: Where) -> str | None:
    """What somebody is told who may not, or not here; None for who may."""
    if not context.authority.has(roles):
        return refusal(context, roles)
    if where is Where.PRIVATE and not context.is_private:
        return context.words("guard.private", username=context.bot.username)
    return None
