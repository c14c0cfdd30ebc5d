"""Issuing joining codes: to one employee, or to everybody in a unit who has not joined yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.people import audit
from bot.people.audience import Term
from bot.people.audit import Act, AuditEntry
from bot.people.joining import codes
from bot.people.keyring import Keyring
from bot.people.member import Member
from bot.people.ports import Joins, Members

HOLDS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Issued:
    """A new code in clear text, which is not kept, and when it expires."""

    member: Member
    code: str
    until: datetime


class JoinCodes:
    """The use case; `by` is an actor of the audit log."""

    def __init__(self, members: Members, joins: Joins, keys: Keyring, clock: Clock) -> None:
        self._members = members
        self._joins = joins
        self._keys = keys
        self._clock = clock

    async def for_one(self, person: int, by: str) -> Issued | None:
        """A new code for one employee, who may have joined already: then it moves him to another account.

        None if he has left the list.
        """
        member = await self._members.by_id(person)
        if member is None or not member.active:
            return None
        entry = AuditEntry(by, Act.CODE_ISSUED, audit.person(person), self._clock.now())
        (issued,) = await self._issue([member], entry)
        return issued

    async def for_audience(self, terms: Sequence[Term], owners: frozenset[int], by: str) -> list[Issued]:
        """New codes for everybody in the audience who has not joined; earlier codes of theirs are void."""
        # Take the time before reading members: somebody who joins in between must not be moved by a
        # newcomer's code.
        now = self._clock.now()
        waiting = [one for one in await self._members.in_audience(terms, owners) if one.telegram_id is None]
        if not waiting:
            return []
        return await self._issue(waiting, AuditEntry(by, Act.CODE_ISSUED, "", now, {"count": len(waiting)}))

    async def _issue(self, members: Sequence[Member], entry: AuditEntry) -> list[Issued]:
        until = entry.at + HOLDS
        made = [Issued(member, codes.new(), until) for member in members]
        kept = [(one.member.id, codes.digest(self._keys, one.code)) for one in made]
        await self._joins.issue(kept, until, entry)
        return made
