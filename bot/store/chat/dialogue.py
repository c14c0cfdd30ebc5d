"""What each conversation expects, and its drafts. Knows keys and JSON, not what a flow is about."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.people.dialogue import Conversation, Draft, Expected
from bot.store.engine.db import Database
from bot.store.tables import dialogue, draft


class DialogueStore:
    """Implements `bot.people.dialogue.Dialogues`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def expected(self, where: Conversation) -> Expected | None:
        """The step that is expected here, even if expired."""
        async with self._db.read() as connection:
            return await _expected(connection, where)

    async def expect(self, where: Conversation, what: Expected) -> Expected | None:
        """Replaces the expected step; returns the one before."""
        row = {
            "person": where.person,
            "chat": where.chat,
            "flow": what.flow,
            "step": what.step,
            "state": dict(what.state),
            "expires_at": what.expires_at,
        }
        statement = self._db.insert(dialogue).values(row)
        statement = statement.on_conflict_do_update(
            index_elements=[dialogue.c.person, dialogue.c.chat],
            set_={name: statement.excluded[name] for name in ("flow", "step", "state", "expires_at")},
        )
        async with self._db.write() as connection:
            before = await _expected(connection, where)
            await connection.execute(statement)
        return before

    async def end(self, where: Conversation, flow: str | None = None) -> None:
        """Clears the expected step, or only one of this flow if given."""
        statement = delete(dialogue).where(_here(where))
        if flow is not None:
            statement = statement.where(dialogue.c.flow == flow)
        async with self._db.write() as connection:
            await connection.execute(statement)

    async def draft(self, where: Conversation, flow: str) -> Draft | None:
        """The draft of this flow."""
        query = select(draft).where(_of(where, flow))
        async with self._db.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        return Draft(row.id, row.state, row.updated_at) if row else None

    async def keep_draft(self, where: Conversation, flow: str, what: Draft) -> None:
        """Replaces the draft of this flow."""
        row = {
            "person": where.person,
            "chat": where.chat,
            "flow": flow,
            "id": what.id,
            "state": dict(what.state),
            "updated_at": what.updated_at,
        }
        statement = self._db.insert(draft).values(row)
        statement = statement.on_conflict_do_update(
            index_elements=[draft.c.person, draft.c.chat, draft.c.flow],
            set_={name: statement.excluded[name] for name in ("id", "state", "updated_at")},
        )
        async with self._db.write() as connection:
            await connection.execute(statement)

    async def drop_draft(self, where: Conversation, flow: str) -> None:
        """Deletes the draft of this flow, if any."""
        async with self._db.write() as connection:
            await connection.execute(delete(draft).where(_of(where, flow)))


async def end_draft(connection: AsyncConnection, number: str) -> bool:
    """Ends a draft within the transaction in which it leaves; False when it has changed or ended before."""
    gone = await connection.execute(delete(draft).where(draft.c.id == number))
    return gone.rowcount == 1


async def _expected(connection: AsyncConnection, where: Conversation) -> Expected | None:
    row = (await connection.execute(select(dialogue).where(_here(where)))).one_or_none()
    return Expected(row.flow, row.step, row.expires_at, row.state) if row else None


def _here(where: Conversation) -> ColumnElement[bool]:
    return and_(dialogue.c.person == where.person, dialogue.c.chat == where.chat)


def _of(where: Conversation, flow: str) -> ColumnElement[bool]:
    return and_(draft.c.person == where.person, draft.c.chat == where.chat, draft.c.flow == flow)
