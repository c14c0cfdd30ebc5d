"""Issuing joining codes: to one employee, or to everybody in a unit who has not joined yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.people import audit, codes
from bot.people.audience import Term
from bot.people.audit import Line
from bot.people.keyring import Keyring
from bot.people.member import Member
from bot.people.ports import Joins, Members

HOLDS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Issued:
    """A code in the only moment in which it is known, and until when it holds."""

    member: Member
    code: str
    until: datetime


class Codebook:
    """The use case; `by` is an actor of the audit log."""

    def __init__(self, members: Members, joins: Joins, keys: Keyring, clock: Clock) -> None:
        self._members = members
        self._joins = joins
        self._keys = keys
        self._clock = clock

    async def for_one(self, person: int, by: str) -> Issued | None:
        """A new code for one employee, who may have joined already: then it moves him to another account.

        None when he is not on the list any more.
        """
        member = await self._members.by_id(person)
        if member is None or not member.active:
            return None
        line = Line(by, "code.issued", audit.person(person), self._clock.now())
        (issued,) = await self._issue([member], by, line)
        return issued

    async def for_audience(self, terms: Sequence[Term], owners: frozenset[int], by: str) -> list[Issued]:
        """New codes for everybody in the audience who has not joined; earlier codes of theirs are void."""
        waiting = [one for one in await self._members.in_audience(terms, owners) if one.telegram_id is None]
        if not waiting:
            return []
        detail = {"count": len(waiting)}
        return await self._issue(waiting, by, Line(by, "code.issued", "", self._clock.now(), detail))

    async def _issue(self, members: Sequence[Member], by: str, line: Line) -> list[Issued]:
        now = self._clock.now()
        made = [Issued(member, codes.new(), now + HOLDS) for member in members]
        kept = [(one.member.id, codes.digest(self._keys, one.code)) for one in made]
        await self._joins.issue(kept, by, now, now + HOLDS, line)
        return made
