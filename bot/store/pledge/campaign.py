"""Pledge campaigns: opened, found, closed, and whom they still ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.model import Content
from bot.outbox.service import Placing
from bot.people.audience import Term, TermKind
from bot.people.audit import AuditEntry
from bot.pledge.model import Campaign, PledgeText
from bot.store.chat.dialogue import end_draft
from bot.store.desk import audit
from bot.store.engine.db import Database
from bot.store.engine.rows import AnyRow, AnySelect
from bot.store.outbox import broadcast
from bot.store.people.member import conditions
from bot.store.tables import account, campaign, person, pledge_nudge
from bot.store.tables import broadcast as sent

ALL: AnySelect = select(campaign)


class CampaignStore:
    """Implements `bot.pledge.ports.Campaigns` and `bot.people.ports.CampaignAudiences`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def open(
        self,
        wanted: Sequence[tuple[Campaign, AuditEntry, Placing]],
        content: Callable[[Campaign], Content],
        at: datetime,
        draft: str | None,
    ) -> list[tuple[int, int]] | None:
        """Keeps campaigns with their invitations; returns (campaign, broadcast) for each.

        One transaction, in which the draft ends as well; None, and nothing kept, where it is gone.
        """
        async with self._db.write() as connection:
            if draft is not None and not await end_draft(connection, draft):
                return None
            opened = []
            for one, entry, new in wanted:
                # Those who sign first are invited alone; the others follow later.
                asked = replace(one, invited_at=None if one.first else at)
                number = await _write(connection, asked, at, entry, draft)
                order = replace(new.order, content=content(replace(one, id=number)), campaign=number)
                invitation = await broadcast.write(connection, order, new.phase, new.at, new.entry)
                opened.append((number, invitation))
        return opened

    async def add(self, one: Campaign, at: datetime, entry: AuditEntry) -> int:
        """Keeps a campaign, whose id does not count, without inviting anybody, and returns its number."""
        async with self._db.write() as connection:
            return await _write(connection, one, at, entry)

    async def of_draft(self, draft: str) -> list[Campaign]:
        """The campaigns that a draft was opened as."""
        async with self._db.read() as connection:
            rows = await connection.execute(ALL.where(campaign.c.draft_id == draft).order_by(campaign.c.id))
            return [campaign_in(row) for row in rows]

    async def remind(self, number: int, new: Placing, since: datetime) -> int:
        """Orders a reminder and returns its broadcast: the same order's since then, if there is one."""
        order = new.order
        same = (
            select(sent.c.id)
            .where(
                sent.c.campaign_id == number,
                sent.c.sort == order.sort.value,
                sent.c.audience == order.audience,
                sent.c.created_at > since,
            )
            .order_by(sent.c.id.desc())
            .limit(1)
        )
        async with self._db.write() as connection:
            # Lock the campaign first: two reminders ordered at once would not see each other.
            await connection.execute(select(campaign.c.id).where(campaign.c.id == number).with_for_update())
            found: int | None = (await connection.execute(same)).scalar_one_or_none()
            return found or await broadcast.write(connection, order, new.phase, new.at, new.entry)

    async def find(self, number: int) -> Campaign | None:
        """One campaign."""
        async with self._db.read() as connection:
            row = (await connection.execute(ALL.where(campaign.c.id == number))).one_or_none()
        return campaign_in(row) if row else None

    async def asked_by(self, number: int) -> Sequence[Term] | None:
        """The audience of a campaign, resolved; None when there is no such campaign."""
        found = await self.find(number)
        return found.terms if found else None

    async def recent(self, limit: int) -> list[Campaign]:
        """The latest campaigns, newest first."""
        async with self._db.read() as connection:
            rows = await connection.execute(ALL.order_by(campaign.c.id.desc()).limit(limit))
            return [campaign_in(row) for row in rows]

    async def open_now(self, at: datetime) -> list[Campaign]:
        """Open campaigns, the soonest deadline first."""
        query = ALL.where(
            campaign.c.opens_at <= at, campaign.c.deadline > at, campaign.c.closed_at.is_(None)
        ).order_by(campaign.c.deadline, campaign.c.id)
        async with self._db.read() as connection:
            return [campaign_in(row) for row in await connection.execute(query)]

    async def waiting_for(self, person_id: int, at: datetime) -> list[Campaign]:
        """Those of them that ask this person and that he has not pledged in."""
        found = []
        for one in await self.open_now(at):
            missing = Term(TermKind.MISSING, str(one.id))
            query = (
                select(person.c.id)
                .select_from(person.outerjoin(account, account.c.person_id == person.c.id))
                .where(person.c.id == person_id, *conditions([*one.terms, missing], frozenset()))
            )
            async with self._db.read() as connection:
                if (await connection.execute(query)).scalar_one_or_none() is not None:
                    found.append(one)
        return found

    async def nudge(self, number: int, *, days: int, new: Placing) -> int | None:
        """Orders the reminder for this many days before the deadline.

        Returns its broadcast, None if ordered before.
        """
        row = {"campaign_id": number, "days": days}
        async with self._db.write() as connection:
            noted = await connection.execute(
                self._db.insert(pledge_nudge).values(row).on_conflict_do_nothing()
            )
            if noted.rowcount != 1:
                return None
            return await broadcast.write(connection, new.order, new.phase, new.at, new.entry)

    async def close(self, number: int, at: datetime, entry: AuditEntry) -> bool:
        """Closes a campaign before its deadline; False if it is over already."""
        async with self._db.write() as connection:
            ended = await connection.execute(
                update(campaign)
                .where(campaign.c.id == number, campaign.c.closed_at.is_(None), campaign.c.deadline > at)
                .values(closed_at=at)
            )
            if ended.rowcount != 1:
                return False
            await audit.write(connection, entry)
        return True

    async def invite(self, number: int, at: datetime, new: Placing) -> int | None:
        """Orders the invitation of everybody; returns its broadcast, None when that was done before."""
        async with self._db.write() as connection:
            noted = await connection.execute(
                update(campaign)
                .where(campaign.c.id == number, campaign.c.invited_at.is_(None))
                .values(invited_at=at)
            )
            if noted.rowcount != 1:
                return None
            return await broadcast.write(connection, new.order, new.phase, new.at, new.entry)


async def _write(
    connection: AsyncConnection, one: Campaign, at: datetime, entry: AuditEntry, draft: str | None = None
) -> int:
    row = {
        "text_id": one.text.id,
        "version": one.text.version,
        "title": one.text.title,
        "body": one.text.body,
        "text_hash": one.text.hash,
        "audience": one.audience,
        "terms": [asdict(term) for term in one.terms],
        "first": one.first,
        "opens_at": one.opens_at,
        "deadline": one.deadline,
        "invited_at": one.invited_at,
        "created_by": one.by,
        "created_at": at,
        "draft_id": draft,
    }
    made = await connection.execute(insert(campaign).values(row).returning(campaign.c.id))
    await audit.write(connection, entry)
    return int(made.scalar_one())


def campaign_in(row: AnyRow) -> Campaign:
    """The campaign in a row that has all columns of its table."""
    return Campaign(
        row.id,
        PledgeText(row.text_id, row.version, row.title, row.body),
        row.audience,
        tuple(Term(TermKind(term["kind"]), term["value"]) for term in row.terms),
        row.opens_at,
        row.deadline,
        row.created_by,
        row.first,
        row.closed_at,
        row.invited_at,
    )
