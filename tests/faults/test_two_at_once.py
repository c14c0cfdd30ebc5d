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
from tests.faults.bot_process import until_told
from tests.faults.dispatcher_fixture import DispatcherFixture, dispatching
from tests.faults.template import OfficeTemplate
from tests.support.databases import PostgresServer

pytestmark = pytest.mark.proof

OWNER = "host/1/2/3"


@pytest.fixture
async def fixture(template: OfficeTemplate, postgres: PostgresServer) -> AsyncIterator[DispatcherFixture]:
    """The office on PostgreSQL; nobody sends."""
    url = await postgres.fresh()
    await asyncio.to_thread(template.take_over, template.environment(template.home, DATABASE_URL=url))
    async with dispatching(url, at_work=False) as opened:
        yield opened


async def claimed(fixture: DispatcherFixture, template: OfficeTemplate) -> tuple[int, list[Claim]]:
    """A broadcast, all of which is in somebody's hands."""
    number, now = await fixture.orders(template.audience(30)), fixture.clock.now()
    return number, await fixture.deliveries.claim(number, OWNER, 30, now, now + LEASE, ())


@asynccontextmanager
async def meanwhile(fixture: DispatcherFixture, act: Awaitable[Any]) -> AsyncIterator[Callable[[], Any]]:
    """Holds `act` up in its transaction just before the end, for as long as the context lasts; what it gives
    returns the act's result afterwards."""
    place = make_url(fixture.url)
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
    fixture: DispatcherFixture, template: OfficeTemplate
) -> None:
    number, claims = await claimed(fixture, template)
    now = fixture.clock.now()
    await fixture.deliveries.settle(OWNER, [(one, Unknown("timeout")) for one in claims], now)
    async with meanwhile(fixture, fixture.outbox.resend_unknown(number, "test")) as planned:
        finishing = asyncio.ensure_future(fixture.broadcasts.finish(now))
        await asyncio.wait({finishing}, timeout=0.5)
    assert planned() == 30
    assert await finishing == []
    assert (await fixture.status(number)).broadcast.phase is Phase.RUNNING


async def test_what_comes_back_while_its_broadcast_is_being_stopped_is_cancelled_too(
    fixture: DispatcherFixture, template: OfficeTemplate
) -> None:
    number, claims = await claimed(fixture, template)
    async with meanwhile(fixture, fixture.outbox.cancel(number, "test")) as cancelled:
        returning = asyncio.ensure_future(fixture.deliveries.give_back(OWNER, [one.id for one in claims]))
        await asyncio.wait({returning}, timeout=0.5)
    assert cancelled() is True
    await returning
    assert await fixture.counts(number) == {State.CANCELLED: 30}
