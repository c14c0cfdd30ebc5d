"""The bot is killed outright at moments that a seeded generator draws, many times in one broadcast."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

import pytest

from bot.outbox.model import State
from tests.faults.conftest import Figures, OpenOffice
from tests.faults.invariants import accounted_for, as_told, sent_again
from tests.faults.life import until
from tests.faults.office import Office, Sent, in_hand

FREE, PAID = (10, 25, 30), (100, 200)
KILLS = 20
# Messages that a life sends before it is killed, so that one broadcast is enough for many.
MOST_BEFORE = 6


async def lives_and_is_killed(office: Office, sent: Sent, drawn: random.Random, rates: Sequence[int]) -> int:
    """One life, killed while it starts, or some messages and a moment after it has begun to send; how many
    it may have left unknown."""
    rate = drawn.choice(rates)
    life = await office.starts(BROADCAST_RATE=rate)
    if drawn.random() < 0.1:
        # While it starts: also this is a moment.
        await asyncio.sleep(drawn.uniform(0.3, 1.5))
    else:
        wanted = len(office.accepted(sent)) + drawn.randint(1, MOST_BEFORE)
        await until(lambda: len(office.accepted(sent)) >= wanted)
        await asyncio.sleep(drawn.uniform(0, 0.08))
    await life.kill()
    return in_hand(rate)


async def taken(office: Office, sent: Sent) -> int:
    """How many of the unknown ones have arrived."""
    rows = await office.books.deliveries(sent.number)
    return sum(office.received(sent)[row.chat] for row in rows if row.state == State.UNKNOWN)


async def survives(
    office: Office, seed: int, kills: int, figures: Figures, rates: Sequence[int] = FREE
) -> None:
    """Broadcasts to everybody until so many kills have happened, each of them accounted for."""
    drawn = random.Random(seed)
    left = kills
    while left:
        sent = await office.orders(office.ground.people)
        before, most = left, 0
        while left and sent.size - len(office.accepted(sent)) - most > MOST_BEFORE:
            most += await lives_and_is_killed(office, sent, drawn, rates)
            left -= 1
        life = await office.starts(BROADCAST_RATE=200)
        counts = await accounted_for(office, sent, most_unknown=most)
        await as_told(office, sent)
        kind = "paid" if rates == PAID else "free"
        figures.add(f"kills at any moment, {kind} rates", before - left)
        figures.add(f"unknown after them, {kind} rates", counts[State.UNKNOWN])
        figures.add(f"of which Telegram had taken, {kind} rates", await taken(office, sent))
        await sent_again(office, sent)
        await life.stop()


async def test_eight_kills_at_any_moment_skip_nobody_and_send_nobody_a_second_one(
    open_office: OpenOffice, figures: Figures
) -> None:
    async with open_office() as office:
        await survives(office, 20261122, 8, figures)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(10))
async def test_two_hundred_kills_at_any_moment_skip_nobody_and_send_nobody_a_second_one(
    open_office: OpenOffice, figures: Figures, seed: int
) -> None:
    async with open_office() as office:
        await survives(office, seed, KILLS, figures)


@pytest.mark.proof
async def test_kills_at_rates_that_are_paid_for_skip_nobody_and_send_nobody_a_second_one(
    open_office: OpenOffice, figures: Figures
) -> None:
    async with open_office() as office:
        await survives(office, 20261123, KILLS, figures, PAID)
