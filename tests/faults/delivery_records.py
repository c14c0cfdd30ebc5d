"""What an office's database says about a broadcast, read beside the bot, on SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import asyncpg
from sqlalchemy import make_url

_DELIVERIES = (
    "SELECT account.telegram_id, delivery.state, delivery.message_id FROM delivery "
    "JOIN account ON account.person_id = delivery.person_id WHERE delivery.broadcast_id = {}"
)
_PHASE = "SELECT phase FROM broadcast WHERE id = {}"


class Delivery(NamedTuple):
    """One recipient on record."""

    chat: int
    state: str
    message: int | None


class DeliveryRecords:
    """The database at this address. On SQLite only ask while the bot runs, or when all is over: the last
    connection to close tidies up what a kill has left."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)

    async def deliveries(self, number: int) -> list[Delivery]:
        """Everybody in one broadcast."""
        return [Delivery(*row) for row in await self._ask(_DELIVERIES.format(number))]

    async def counts(self, number: int) -> Counter[str]:
        """How many deliveries stand in each state."""
        return Counter(one.state for one in await self.deliveries(number))

    async def phase(self, number: int) -> str:
        """Where a broadcast stands."""
        ((phase,),) = await self._ask(_PHASE.format(number))
        return str(phase)

    async def latest(self) -> int:
        """The number of the broadcast that was ordered last; 0 when there is none."""
        ((number,),) = await self._ask("SELECT max(id) FROM broadcast")
        return int(number or 0)

    async def _ask(self, query: str) -> Sequence[Sequence[Any]]:
        if self._url.get_backend_name() == "sqlite":
            connection = sqlite3.connect(str(self._url.database), timeout=30)
            try:
                return connection.execute(query).fetchall()
            finally:
                connection.close()
        host = str(self._url.query["host"])
        server = await asyncpg.connect(user="postgres", database=self._url.database, host=host)
        try:
            return [tuple(row) for row in await server.fetch(query)]
        finally:
            await server.close()
