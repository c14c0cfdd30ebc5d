"""A database of the release before keeps what people were working on, and learns what belongs together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from bot.people.dialogue import Conversation
from bot.store.chat.dialogue import DialogueStore
from bot.store.engine.db import Database
from bot.store.engine.upgrade import MIGRATIONS
from bot.store.outbox.broadcast import BroadcastStore

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
BROADCAST = {"step": "settings", "seen": True, "html": "Halo", "audience": "status:PNS"}
_MOMENTS = {"updated_at", "opens_at", "deadline", "created_at"}
_JSON = {"state", "terms", "content", "skipped"}
CAMPAIGN = {
    "id": 7,
    "text_id": "ikrar",
    "version": "1",
    "title": "Ikrar",
    "body": "Saya berikrar.",
    "text_hash": "abc",
    "audience": "semua",
    "terms": [],
    "first": "",
    "opens_at": NOON,
    "deadline": NOON,
    "created_by": "tg:1",
    "created_at": NOON,
}
SENT = {
    "sort": "pledge",
    "title": "Ikrar",
    "audience": "semua",
    "is_local": False,
    "obligatory": True,
    "phase": "done",
    "reason": "",
    "frozen_up_to": 0,
    "recipients": 0,
    "skipped": {},
    "created_by": "tg:1",
    "created_at": NOON,
}


def content(*args: str) -> dict[str, Any]:
    buttons = [{"label": "Baca", "kind": "pl", "args": list(args)}] if args else []
    return {"html": "x", "medium": "text", "file_id": "", "buttons": buttons, "wants_read": False}


def upgrade_to(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def column(name: str) -> sa.ColumnClause[Any]:
    kind = sa.DateTime(timezone=True) if name in _MOMENTS else sa.JSON() if name in _JSON else None
    return sa.column(name, kind)


async def release(url: str, revision: str, **tables: list[dict[str, Any]]) -> None:
    """A database as that release left it, with these rows."""
    engine = create_async_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(upgrade_to, revision)
        for name, rows in tables.items():
            for row in rows:
                table = sa.table(name, *map(column, row))
                await connection.execute(sa.insert(table).values(row))
    await engine.dispose()


async def test_what_hr_was_putting_together_is_a_draft_and_what_was_asked_is_asked_again(bare_url):
    rows = [
        {"person": "tg:1", "flow": "siaran", "state": BROADCAST},
        {"person": "tg:2", "flow": "siaran", "state": {"step": "content", "html": ""}},
        {"person": "tg:2", "flow": "ask", "state": {"turn": "abc"}},
        {"person": "tg:2", "flow": "ikrar_baru", "state": {"step": "", "texts": ["a"], "seen": False}},
    ]
    await release(bare_url, "0004", dialogue=[row | {"updated_at": NOON} for row in rows])
    db = await Database.open(bare_url)
    dialogues, hana, hendra = DialogueStore(db), Conversation("tg:1", 1), Conversation("tg:2", 2)
    kept = await dialogues.draft(hana, "siaran")
    assert (kept.state, kept.updated_at) == ({"html": "Halo", "audience": "status:PNS"}, NOON)
    assert (await dialogues.draft(hendra, "ikrar_baru")).state == {"texts": ["a"]}
    assert [await dialogues.draft(hendra, flow) for flow in ("siaran", "ask")] == [None, None]
    assert await dialogues.expected(hana) is None
    await db.close()


async def test_invitations_are_tied_to_their_campaigns(bare_url):
    sent = [SENT | {"content": content(*args)} for args in (("7",), ("8",), ())]
    await release(bare_url, "0004", campaign=[CAMPAIGN], broadcast=sent)
    db = await Database.open(bare_url)
    assert [one.order.campaign for one in reversed(await BroadcastStore(db).recent(9))] == [7, None, None]
    await db.close()
