"""Everything kept under one Telegram account: gathered for its owner, erased at his request."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update

from bot.people import audit as log
from bot.people.audit import Line
from bot.people.privacy import Held
from bot.store import audit
from bot.store.db import Database
from bot.store.member import SELECTED, member
from bot.store.tables import (
    account,
    dialogue,
    inbox,
    join_attempt,
    join_code,
    move_request,
    preference,
    role_grant,
)


async def held(db: Database, telegram_id: int) -> Held:
    """What there is; messages only as long as the inbox keeps them."""
    key = log.telegram(telegram_id)
    async with db.read() as connection:

        async def rows(query: Any) -> Any:
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
        code = await rows(select(join_code.c.expires_at).where(join_code.c.person_id == person_id))
        attempts = await rows(select(join_attempt.c.at).where(join_attempt.c.telegram_id == telegram_id))
        moves = await rows(select(move_request).where(move_request.c.telegram_id == telegram_id))
        dialogues = await rows(select(dialogue).where(dialogue.c.person == key))
        updates = await rows(select(inbox).where(_from(telegram_id)).order_by(inbox.c.received_at))
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
        dialogues={row.flow: row.state for row in dialogues},
        messages=tuple(
            (row.received_at, _said(payload))
            for row in updates
            if _sender(payload := json.loads(row.payload)) == telegram_id
        ),
        log=tuple(await audit.about(db, subjects)),
    )


async def forget(db: Database, telegram_id: int, at: datetime, line: Line) -> None:
    """Erases it in one transaction. Updates still being handled, this request among them, stay for now."""
    key = log.telegram(telegram_id)
    async with db.write() as connection:
        await connection.execute(delete(account).where(account.c.telegram_id == telegram_id))
        await connection.execute(delete(dialogue).where(dialogue.c.person == key))
        await connection.execute(delete(preference).where(preference.c.person == key))
        await connection.execute(delete(join_attempt).where(join_attempt.c.telegram_id == telegram_id))
        await connection.execute(delete(move_request).where(move_request.c.telegram_id == telegram_id))
        await connection.execute(
            update(role_grant)
            .where(role_grant.c.telegram_id == telegram_id, role_grant.c.revoked_at.is_(None))
            .values(revoked_by=key, revoked_at=at)
        )
        finished = select(inbox.c.update_id, inbox.c.payload).where(
            inbox.c.processed_at.is_not(None), _from(telegram_id)
        )
        mine = [
            row.update_id
            for row in await connection.execute(finished)
            if _sender(json.loads(row.payload)) == telegram_id
        ]
        # The number stays, so that Telegram offering the update again is still seen as a repeat.
        await connection.execute(update(inbox).where(inbox.c.update_id.in_(mine)).values(payload="{}"))
        await audit.write(connection, line)


def _from(telegram_id: int) -> ColumnElement[bool]:
    """Narrows the inbox down to updates that may be his; the payload itself decides."""
    return inbox.c.payload.contains(str(telegram_id))


def _sender(payload: dict[str, Any]) -> int | None:
    for content in payload.values():
        if isinstance(content, dict) and "from" in content:
            sender: int = content["from"]["id"]
            return sender
    return None


def _said(payload: dict[str, Any]) -> str:
    """What a person would recognise of an update."""
    for kind, content in payload.items():
        if isinstance(content, dict):
            return str(content.get("text") or content.get("caption") or content.get("data") or kind)
    return ""
