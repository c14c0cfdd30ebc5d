"""Everything kept under one Telegram account: gathered for its owner, erased at his request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from bot.people import audit as log
from bot.people.audit import AuditEntry
from bot.people.privacy import Held
from bot.store.desk import audit
from bot.store.desk.audit import AuditStore
from bot.store.engine.db import Database
from bot.store.engine.rows import AnyRow, AnySelect
from bot.store.people.member import SELECTED, member
from bot.store.tables import (
    account,
    campaign,
    delivery,
    dialogue,
    draft,
    join_attempt,
    join_code,
    move_request,
    person,
    pledge,
    pledge_note,
    preference,
    role_grant,
)


class PrivacyStore:
    """Implements `bot.people.privacy.Traces`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def held(self, telegram_id: int) -> Held:
        """What there is. Messages are not: what was in them is forgotten as soon as they are answered."""
        key = log.telegram(telegram_id)
        async with self._db.read() as connection:

            async def rows(query: AnySelect) -> Sequence[AnyRow]:
                return (await connection.execute(query)).all()

            tied = await rows(select(account).where(account.c.telegram_id == telegram_id))
            person_id = tied[0].person_id if tied else None
            known = await rows(SELECTED.where(account.c.telegram_id == telegram_id))
            language = await rows(select(preference.c.language).where(preference.c.person == key))
            roles = await rows(
                select(role_grant).where(
                    role_grant.c.telegram_id == telegram_id, role_grant.c.revoked_at.is_(None)
                )
            )
            code = await rows(
                select(join_code.c.expires_at).where(
                    join_code.c.person_id == person_id, join_code.c.used_at.is_(None)
                )
            )
            attempts = await rows(select(join_attempt.c.at).where(join_attempt.c.telegram_id == telegram_id))
            moves = await rows(select(move_request).where(move_request.c.telegram_id == telegram_id))
            messages = await rows(select(delivery).where(delivery.c.person_id == person_id))
            pledges = await rows(
                select(campaign.c.title, pledge.c.seq, pledge.c.at)
                .join(pledge, pledge.c.campaign_id == campaign.c.id)
                .where(pledge.c.person_id == person_id)
                .order_by(pledge.c.seq)
            )
            notes = await rows(select(pledge_note).where(pledge_note.c.person_id == person_id))
            dialogues = await rows(select(dialogue).where(dialogue.c.person == key))
            drafts = await rows(select(draft).where(draft.c.person == key))
        subjects = [key, *([log.person(person_id)] if person_id else [])]
        return Held(
            member=member(known[0]) if known else None,
            joined_at=tied[0].joined_at if tied else None,
            how=tied[0].how if tied else "",
            language=language[0].language if language else None,
            roles=tuple((row.role, row.unit, row.granted_at) for row in roles),
            code_until=code[0].expires_at if code else None,
            failed_attempts=tuple(row.at for row in attempts),
            moves=tuple((row.asked_at, row.allowed) for row in moves),
            dialogues=tuple((row.flow, row.step, row.state) for row in dialogues),
            drafts=tuple((row.flow, row.state) for row in drafts),
            messages=tuple((row.broadcast_id, row.state, row.finished_at) for row in messages),
            pledges=tuple((row.title, row.seq, row.at) for row in pledges),
            notes=tuple((row.kind, row.text, row.at) for row in notes),
            log=tuple(await AuditStore(self._db).about(subjects)),
        )

    async def forget(self, telegram_id: int, at: datetime, entry: AuditEntry) -> None:
        """Erases it in one transaction."""
        key = log.telegram(telegram_id)
        tied = select(account.c.person_id).where(account.c.telegram_id == telegram_id)
        async with self._db.write() as connection:
            await connection.execute(update(person).where(person.c.id.in_(tied)).values(erased_at=at))
            await connection.execute(
                update(pledge_note).where(pledge_note.c.person_id.in_(tied)).values(text="")
            )
            await connection.execute(delete(account).where(account.c.telegram_id == telegram_id))
            await connection.execute(delete(dialogue).where(dialogue.c.person == key))
            await connection.execute(delete(draft).where(draft.c.person == key))
            await connection.execute(delete(preference).where(preference.c.person == key))
            await connection.execute(delete(join_attempt).where(join_attempt.c.telegram_id == telegram_id))
            await connection.execute(delete(move_request).where(move_request.c.telegram_id == telegram_id))
            await connection.execute(
                update(role_grant)
                .where(role_grant.c.telegram_id == telegram_id, role_grant.c.revoked_at.is_(None))
                .values(revoked_by=key, revoked_at=at)
            )
            await audit.write(connection, entry)
