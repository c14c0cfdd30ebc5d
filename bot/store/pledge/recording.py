"""Records taps on "Saya berikrar" in batches: one pledge for each person, with its row of the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.model import Phase, State
from bot.people.audience import TermKind
from bot.people.member import Member
from bot.pledge.ledger import PLEDGE, Row
from bot.pledge.model import Campaign, PledgeTap, Result, Step
from bot.pledge.ports import Pseudonym
from bot.store.engine.db import Database
from bot.store.people.member import SELECTED, conditions, member
from bot.store.pledge import ledger
from bot.store.pledge.campaign import ALL, campaign_in
from bot.store.tables import (
    account,
    broadcast,
    campaign,
    delivery,
    person,
    pledge,
)

_ON_THE_WAY = [Phase.FREEZING.value, Phase.RUNNING.value, Phase.PAUSED.value]


class PledgeRecorder:
    """Implements `bot.pledge.ports.PledgeRecorder`.

    The ledger names nobody: it keeps only what `hashed` makes of a person and an account.
    """

    def __init__(self, db: Database, hashed: Pseudonym) -> None:
        self._db = db
        self._hashed = hashed

    async def record(self, tap: PledgeTap) -> Result:
        """Records one tap and returns its result once committed; concurrent taps share a commit."""
        return await self._db.batch(self.record_all, tap)

    async def record_all(self, taps: Sequence[PledgeTap]) -> list[Result]:
        """The result of each tap, in order; all new pledges are committed together, ledger rows included."""
        async with self._db.write() as connection:
            # Lock before reading: otherwise two processes could both find that somebody has not pledged.
            await self._db.lock_table(connection, pledge)
            campaigns = await _campaigns(connection, {tap.campaign for tap in taps})
            members = await _members(connection, {tap.account for tap in taps})
            asked = await _asked(connection, campaigns, members)
            done = await _done(connection, campaigns, members)
            fresh: dict[tuple[int, int], tuple[PledgeTap, Member]] = {}
            judged: list[Step | None] = []
            for tap in taps:
                step = _judge(tap, campaigns, members, asked)
                judged.append(step)
                if step is None:
                    one = members[tap.account]
                    if (tap.campaign, one.id) not in done:
                        fresh.setdefault((tap.campaign, one.id), (tap, one))
            new = await _append(self._db, connection, campaigns, list(fresh.values()), self._hashed)
        return [
            _result(tap, step, campaigns, members, done, new, fresh)
            for tap, step in zip(taps, judged, strict=True)
        ]


async def _campaigns(connection: AsyncConnection, numbers: set[int]) -> dict[int, Campaign]:
    rows = await connection.execute(ALL.where(campaign.c.id.in_(numbers)))
    return {row.id: campaign_in(row) for row in rows}


async def _members(connection: AsyncConnection, accounts: set[int]) -> dict[int, Member]:
    rows = await connection.execute(SELECTED.where(account.c.telegram_id.in_(accounts)))
    return {row.telegram_id: member(row) for row in rows}


async def _asked(
    connection: AsyncConnection, campaigns: Mapping[int, Campaign], members: Mapping[int, Member]
) -> set[tuple[int, int]]:
    """(campaign, person) of those whom the campaign asks."""
    people = [one.id for one in members.values()]
    found: set[tuple[int, int]] = set()
    for number, one in campaigns.items():
        query = (
            select(person.c.id)
            .select_from(person.outerjoin(account, account.c.person_id == person.c.id))
            .where(person.c.id.in_(people), *conditions(one.terms, frozenset()))
        )
        found |= {(number, person_id) for person_id in (await connection.execute(query)).scalars()}
    return found


async def _done(
    connection: AsyncConnection, campaigns: Mapping[int, Campaign], members: Mapping[int, Member]
) -> dict[tuple[int, int], tuple[int, datetime]]:
    """(row of the ledger, time) by (campaign, person) of what is recorded already."""
    people = [one.id for one in members.values()]
    query = select(pledge).where(pledge.c.campaign_id.in_(list(campaigns)), pledge.c.person_id.in_(people))
    rows = await connection.execute(query)
    return {(row.campaign_id, row.person_id): (row.seq, row.at) for row in rows}


def _judge(
    tap: PledgeTap,
    campaigns: Mapping[int, Campaign],
    members: Mapping[int, Member],
    asked: set[tuple[int, int]],
) -> Step | None:
    """Why a tap does not count; None if it does, also when it repeats a pledge."""
    one, who = campaigns.get(tap.campaign), members.get(tap.account)
    if one is None:
        return Step.UNKNOWN
    if who is None:
        return Step.NOT_JOINED
    if not who.active:
        return Step.LEFT
    if (one.id, who.id) not in asked:
        return Step.NOT_ASKED
    if not one.text.hash.startswith(tap.seen) or not tap.seen:
        return Step.OTHER_TEXT
    if tap.at < one.opens_at:
        return Step.EARLY
    return None if one.is_open(tap.at) else Step.CLOSED


async def _append(
    db: Database,
    connection: AsyncConnection,
    campaigns: Mapping[int, Campaign],
    fresh: Sequence[tuple[PledgeTap, Member]],
    hashed: Pseudonym,
) -> dict[tuple[int, int], Row]:
    if not fresh:
        return {}
    rows = [
        Row(
            0,
            PLEDGE,
            tap.campaign,
            campaigns[tap.campaign].text.hash,
            campaigns[tap.campaign].text.version,
            hashed("person", value=str(one.id)),
            hashed("account", value=str(tap.account)),
            tap.at.isoformat(timespec="microseconds"),
            "",
        )
        for tap, one in fresh
    ]
    appended = await ledger.append(db, connection, rows)
    await connection.execute(
        insert(pledge),
        [
            {
                "campaign_id": tap.campaign,
                "person_id": one.id,
                "seq": row.seq,
                "unit": one.unit,
                "at": tap.at,
            }
            for (tap, one), row in zip(fresh, appended, strict=True)
        ],
    )
    await _leave_out(connection, fresh)
    return {(tap.campaign, one.id): row for (tap, one), row in zip(fresh, appended, strict=True)}


async def _leave_out(connection: AsyncConnection, fresh: Sequence[tuple[PledgeTap, Member]]) -> None:
    """Cancels the planned deliveries of reminders to people who have pledged."""
    for number in {tap.campaign for tap, _ in fresh}:
        people = [one.id for tap, one in fresh if tap.campaign == number]
        reminders = select(broadcast.c.id).where(
            or_(
                broadcast.c.campaign_id == number,
                # HR's own broadcasts to `belum:N` count as reminders too.
                broadcast.c.audience == f"{TermKind.MISSING.value}:{number}",
            ),
            broadcast.c.phase.in_(_ON_THE_WAY),
        )
        await connection.execute(
            update(delivery)
            .where(
                delivery.c.broadcast_id.in_(reminders),
                delivery.c.person_id.in_(people),
                delivery.c.state == State.PLANNED.value,
            )
            .values(state=State.CANCELLED.value, reason="pledged", finished_at=fresh[0][0].at)
        )


def _result(
    tap: PledgeTap,
    step: Step | None,
    campaigns: Mapping[int, Campaign],
    members: Mapping[int, Member],
    done: Mapping[tuple[int, int], tuple[int, datetime]],
    new: Mapping[tuple[int, int], Row],
    fresh: Mapping[tuple[int, int], tuple[PledgeTap, Member]],
) -> Result:
    one, who = campaigns.get(tap.campaign), members.get(tap.account)
    key = (tap.campaign, who.id) if who else (0, 0)
    if key in done:
        # A pledge on record stands, whatever has changed since.
        return Result(Step.REPEATED, who, one, seq=done[key][0], at=done[key][1])
    if step is not None:
        return Result(step, who, one)
    first = fresh[key][0] is tap
    return Result(Step.RECORDED if first else Step.REPEATED, who, one, seq=new[key].seq, at=fresh[key][0].at)
