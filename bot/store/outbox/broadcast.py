"""Broadcasts: ordered, run, paused, ended. What becomes of each recipient is `delivery`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.model import Broadcast, BroadcastKind, BroadcastRequest, Button, Content, Phase, State, When
from bot.people.audit import AuditEntry
from bot.store.chat.dialogue import end_draft
from bot.store.desk import audit
from bot.store.engine.db import Database
from bot.store.engine.rows import AnyRow, AnySelect
from bot.store.tables import broadcast, delivery


class BroadcastStore:
    """Implements `bot.outbox.ports.Broadcasts`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def add(
        self,
        order: BroadcastRequest,
        phase: Phase,
        at: datetime,
        entry: AuditEntry,
        draft: str | None = None,
    ) -> int | None:
        """Keeps an order and returns its number; nobody is a recipient yet.

        With `draft` it also ends that draft in the same transaction. Returns None, and keeps nothing, if the
        draft is gone.
        """
        async with self._db.write() as connection:
            if draft is not None and not await end_draft(connection, draft):
                return None
            return await write(connection, order, phase, at, entry, draft)

    async def find(self, number: int) -> Broadcast | None:
        """One broadcast."""
        async with self._db.read() as connection:
            row = (await connection.execute(_ALL.where(broadcast.c.id == number))).one_or_none()
        return _broadcast(row) if row else None

    async def of_draft(self, draft: str) -> Broadcast | None:
        """The broadcast that a draft was sent as."""
        async with self._db.read() as connection:
            row = (await connection.execute(_ALL.where(broadcast.c.draft_id == draft))).one_or_none()
        return _broadcast(row) if row else None

    async def in_phase(self, phases: Collection[Phase]) -> list[Broadcast]:
        """Every broadcast in one of these phases, oldest first."""
        query = _ALL.where(broadcast.c.phase.in_([phase.value for phase in phases])).order_by(broadcast.c.id)
        async with self._db.read() as connection:
            return [_broadcast(row) for row in await connection.execute(query)]

    async def recent(self, limit: int) -> list[Broadcast]:
        """The latest broadcasts, newest first."""
        async with self._db.read() as connection:
            rows = await connection.execute(_ALL.order_by(broadcast.c.id.desc()).limit(limit))
            return [_broadcast(row) for row in rows]

    async def move(
        self,
        number: int,
        sources: Collection[Phase],
        target: Phase,
        *,
        at: datetime,
        reason: str = "",
        entry: AuditEntry | None = None,
    ) -> bool:
        """Takes a broadcast from one of `sources` to `target`; False when it stands elsewhere.

        Cancelling also cancels every delivery that nobody holds.
        """
        async with self._db.write() as connection:
            moved = await connection.execute(
                update(broadcast)
                .where(broadcast.c.id == number, broadcast.c.phase.in_([phase.value for phase in sources]))
                .values(
                    phase=target.value,
                    reason=reason,
                    finished_at=at if target in (Phase.DONE, Phase.CANCELLED) else None,
                )
            )
            if moved.rowcount != 1:
                return False
            if target is Phase.CANCELLED:
                await connection.execute(
                    update(delivery)
                    .where(delivery.c.broadcast_id == number, delivery.c.state == State.PLANNED.value)
                    .values(state=State.CANCELLED.value, finished_at=at)
                )
            if entry is not None:
                await audit.write(connection, entry)
        return True

    async def finish(self, at: datetime) -> list[int]:
        """Ends every running broadcast of which nothing is planned or claimed; returns their numbers."""
        unfinished = exists().where(
            delivery.c.broadcast_id == broadcast.c.id,
            delivery.c.state.in_([State.PLANNED.value, State.SENDING.value]),
        )
        running = select(broadcast.c.id).where(broadcast.c.phase == Phase.RUNNING.value)
        async with self._db.write() as connection:
            # Lock the broadcasts first, which waits for a concurrent `resend_unknown`: its rows must be seen.
            held = (await connection.execute(running.with_for_update())).scalars().all()
            if not held:
                return []
            ended = await connection.execute(
                update(broadcast)
                .where(broadcast.c.id.in_(held), ~unfinished)
                .values(phase=Phase.DONE.value, finished_at=at)
                .returning(broadcast.c.id)
            )
            return list(ended.scalars())

    async def show_progress(self, number: int, *, chat: int | None, message: int | None) -> None:
        """Stores which chat message shows its progress; None once that message shows the end."""
        async with self._db.write() as connection:
            await connection.execute(
                update(broadcast)
                .where(broadcast.c.id == number)
                .values(progress_chat=chat, progress_message=message)
            )

    async def shown(self) -> list[Broadcast]:
        """Every broadcast with a progress message in some chat, oldest first."""
        query = _ALL.where(broadcast.c.progress_message.is_not(None)).order_by(broadcast.c.id)
        async with self._db.read() as connection:
            return [_broadcast(row) for row in await connection.execute(query)]


async def write(
    connection: AsyncConnection,
    order: BroadcastRequest,
    phase: Phase,
    at: datetime,
    entry: AuditEntry,
    draft: str | None = None,
) -> int:
    """The same, as part of the caller's transaction."""
    row = {
        "sort": order.sort.value,
        "title": order.title,
        "content": asdict(order.content),
        "audience": order.audience,
        "starts_at": order.when.start,
        "is_local": order.when.is_local,
        "expires_at": order.when.expires,
        "obligatory": order.obligatory,
        "phase": phase.value,
        "reason": "",
        "frozen_up_to": 0,
        "recipients": 0,
        "skipped": {},
        "created_by": order.by,
        "created_at": at,
        "campaign_id": order.campaign,
        "draft_id": draft,
    }
    made = await connection.execute(insert(broadcast).values(row).returning(broadcast.c.id))
    await audit.write(connection, entry)
    return int(made.scalar_one())


_ALL: AnySelect = select(broadcast)


def _broadcast(row: AnyRow) -> Broadcast:
    content: Mapping[str, Any] = row.content
    buttons = tuple(
        Button(one["label"], one["kind"], tuple(one["args"])) for one in content.get("buttons", ())
    )
    order = BroadcastRequest(
        BroadcastKind(row.sort),
        Content(content["html"], content["medium"], content["file_id"], buttons, content["wants_read"]),
        row.audience,
        When(row.starts_at, row.is_local, row.expires_at),
        row.created_by,
        row.obligatory,
        row.title,
        row.campaign_id,
    )
    progress = (row.progress_chat, row.progress_message) if row.progress_message is not None else None
    return Broadcast(
        row.id,
        order,
        Phase(row.phase),
        row.created_at,
        row.reason,
        row.recipients,
        row.skipped,
        progress,
    )
