"""Authority at the door: whoever presses or types, now, by what the database says now.

The one place where a command or a press is refused for want of a role; a refusal says what to do instead.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.people.authority import Role
from bot.tg.core.callbacks import IN_GROUPS, NEEDED, PERSONAL, Kind
from bot.tg.core.commands import Command
from bot.tg.core.context import Visit

Handler = Callable[[Visit], Awaitable[None]]


def command(one: Command, handler: Handler) -> Handler:
    """The handler of a command, for those who may and where it may be."""

    async def guarded(visit: Visit) -> None:
        if not visit.authority.has(one.roles):
            await visit.tell(refusal(visit, one.roles))
        elif one.personal and not visit.is_private:
            await visit.tell(visit.words("guard.private", username=visit.bot.username))
        else:
            await handler(visit)

    return guarded


def press(kind: Kind, handler: Handler) -> Handler:
    """The same for a button."""
    needed = NEEDED.get(kind, frozenset())

    in_private = kind in PERSONAL or (bool(needed) and kind not in IN_GROUPS)

    async def guarded(visit: Visit) -> None:
        if not visit.authority.has(needed):
            await visit.acknowledge(refusal(visit, needed), alert=True)
        elif in_private and not visit.is_private:
            private = visit.words("guard.private", username=visit.bot.username)
            await visit.acknowledge(private, alert=True)
        else:
            await handler(visit)

    return guarded


def refusal(visit: Visit, needed: frozenset[Role]) -> str:
    """Whose business it is, and how to become one of them."""
    roles = [visit.words(f"guard.role.{role.value}") for role in Role if role in needed]
    *first, last = roles
    comma = "," if len(first) > 1 else ""
    named = visit.words("guard.either", first=", ".join(first) + comma, last=last) if first else last
    return visit.words("guard.refused", roles=named, account=visit.user.id)
