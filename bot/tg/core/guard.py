"""Checks authority for every command and press, by what the database says at that moment.

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
    """Wraps a command's handler with the checks of role and place."""

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
    """The text that names the role needed and how to get it."""
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
    """The refusal for somebody without the role or in the wrong place; None if allowed."""
    if not context.authority.has(roles):
        return refusal(context, roles)
    if where is Where.PRIVATE and not context.is_private:
        return context.words("guard.private", username=context.bot.username)
    return None
