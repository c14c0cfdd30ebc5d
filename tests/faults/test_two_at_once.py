"""Two processes on one PostgreSQL change a broadcast in the same moment: neither overlooks the other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest
from sqlalchemy import make_url

from bot.outbox.dispatch import LEASE
from bot.outbox.model import Claim, Phase, State
from bot.outbox.outcome import Unknown
from tests.faults.desk import Desk, staffed
from tests.faults.ground import Ground
from tests.faults.life import until_told
from tests.support.databases import PostgresServer

pytestmark = pytest.mark.proof

OWNER = "host/1/2/3"


@pytest.fixture
async def desk(ground: Ground, postgres: PostgresServer) -> AsyncIterator[Desk]:
    """The office on PostgreSQL; nobody sends."""
    url = await postgres.fresh()
    await asyncio.to_thread(ground.take_over, ground.environment(ground.home, DATABASE_URL=url))
    async with staffed(url, at_work=False) as opened:
        yield opened


async def claimed(desk: Desk, ground: Ground) -> tuple[int, list[Claim]]:
    """A broadcast, all of which is in somebody's hands."""
    number, now = await desk.orders(ground.audience(30)), desk.clock.now()
    return number, await desk.deliveries.claim(number, OWNER, 30, now, now + LEASE, ())


@asynccontextmanager
async def meanwhile(desk: Desk, act: Awaitable[Any]) -> AsyncIterator[Callable[[], Any]]:
    """Holds `act` up in its transaction just before the end, for as long as the context lasts; what it gives
    returns the act's result afterwards."""
    place = make_url(desk.url)
    clerk = await asyncpg.connect(user="postgres", database=place.database, host=str(place.query["host"]))
    transaction = clerk.transaction()
    await transaction.start()
    # The last thing written is the line in the log of acts.
    await clerk.execute("LOCK TABLE audit IN SHARE MODE")
    acting = asyncio.ensure_future(act)

    async def waits() -> bool:
        return bool(await clerk.fetchval("SELECT count(*) FROM pg_locks WHERE NOT granted"))

    try:
        await until_told(waits)
        yield acting.result
    finally:
        await transaction.rollback()
        await clerk.close()
        await acting


async def test_a_broadcast_is_not_done_while_its_unknown_ones_are_being_planned_again(
    desk: Desk, ground: Ground
) -> None:
    number, claims = await claimed(desk, ground)
    now = desk.clock.now()
    await desk.deliveries.settle(OWNER, [(one, Unknown("timeout")) for one in claims], now)
    async with meanwhile(desk, desk.outbox.resend_unknown(number, "test")) as planned:
        finishing = asyncio.ensure_future(desk.broadcasts.finish(now))
        await asyncio.wait({finishing}, timeout=0.5)
    assert planned() == 30
    assert await finishing == []
    assert (await desk.status(number)).broadcast.phase is Phase.RUNNING


async def test_what_comes_back_while_its_broadcast_is_being_stopped_is_cancelled_too(
    desk: Desk, ground: Ground
) -> None:
    number, claims = await claimed(desk, ground)
    async with meanwhile(desk, desk.outbox.cancel(number, "test")) as cancelled:
        returning = asyncio.ensure_future(desk.deliveries.give_back(OWNER, [one.id for one in claims]))
        await asyncio.wait({returning}, timeout=0.5)
    assert cancelled() is True
    await returning
    assert await desk.counts(number) == {State.CANCELLED: 30}
