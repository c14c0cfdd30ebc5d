"""Employees put into a database for a test, and tables read out of it whole."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, delete, func, insert, select

from bot.people.member import Member
from bot.store.engine.db import Database
from bot.store.tables import (
    account,
    installation,
    join_code,
    move_request,
    person,
    roster_draft,
    roster_import,
)
from tests.people.made import AT

JOINED = AT - timedelta(days=40)
LEFT = AT - timedelta(days=30)


async def employ(db: Database, *members: Member, left: datetime = LEFT) -> list[Member]:
    """The same people with the ids they got; who has a telegram_id has joined, who is not active has left."""
    async with db.write() as connection:
        highest = (await connection.execute(select(func.max(person.c.id)))).scalar_one() or 0
        employed = [replace(one, id=highest + n) for n, one in enumerate(members, 1)]
        for one in employed:
            row = {c.name: getattr(one, c.name) for c in person.c if hasattr(one, c.name)}
            row |= {"added_at": JOINED, "left_at": None if one.active else left}
            row["erased_at"] = JOINED if one.erased else None
            await connection.execute(insert(person).values(row))
            if one.telegram_id is not None:
                tie = {
                    "telegram_id": one.telegram_id,
                    "person_id": one.id,
                    "how": "code",
                    "joined_at": JOINED,
                }
                await connection.execute(insert(account).values(tie))
    return employed


async def dismiss_all(db: Database) -> None:
    """An empty roster again, as if there had never been another: even the numbers begin anew."""
    async with db.write() as connection:
        for table in (account, join_code, move_request, roster_draft, roster_import, person, installation):
            await connection.execute(delete(table))


async def rows(db: Database, table: Table, *but: str) -> list[dict[str, Any]]:
    """Every row in the order of the first column, without the columns named."""
    columns = [column for column in table.c if column.name not in but]
    async with db.read() as connection:
        found = await connection.execute(select(*columns).order_by(table.c[0]))
        return [dict(row._mapping) for row in found]


async def at_once(*waiting: Awaitable[Any]) -> list[Any]:
    """What each came to; all of them end, and then the first error is raised."""
    results = await asyncio.gather(*waiting, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return results
