"""The bot is killed outright at moments that a seeded generator draws, many times in one broadcast."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

import pytest

from bot.outbox.model import State
from tests.faults.bot_process import until
from tests.faults.conftest import Deploy, Measurements
from tests.faults.deployment import Deployment, Sent, in_hand
from tests.faults.invariants import accounted_for, as_told, sent_again

FREE, PAID = (10, 25, 30), (100, 200)
KILLS = 20
# Messages that a process sends before it is killed, so that one broadcast is enough for many.
MOST_BEFORE = 6


async def lives_and_is_killed(
    deployment: Deployment, sent: Sent, drawn: random.Random, rates: Sequence[int]
) -> int:
    """One process, killed while it starts, or some messages and a moment after it has begun to send; how many
    it may have left unknown."""
    rate = drawn.choice(rates)
    bot = await deployment.starts(BROADCAST_RATE=rate)
    if drawn.random() < 0.1:
        # While it starts: also this is a moment.
        await asyncio.sleep(drawn.uniform(0.3, 1.5))
    else:
        wanted = len(deployment.accepted(sent)) + drawn.randint(1, MOST_BEFORE)
        await until(lambda: len(deployment.accepted(sent)) >= wanted)
        await asyncio.sleep(drawn.uniform(0, 0.08))
    await bot.kill()
    return in_hand(rate)


async def taken(deployment: Deployment, sent: Sent) -> int:
    """How many of the unknown ones have arrived."""
    rows = await deployment.records.deliveries(sent.number)
    return sum(deployment.received(sent)[row.chat] for row in rows if row.state == State.UNKNOWN)


async def survives(
    deployment: Deployment, seed: int, kills: int, measurements: Measurements, rates: Sequence[int] = FREE
) -> None:
    """Broadcasts to everybody until so many kills have happened, each of them accounted for."""
    drawn = random.Random(seed)
    left = kills
    while left:
        sent = await deployment.orders(deployment.template.people)
        before, most = left, 0
        while left and sent.size - len(deployment.accepted(sent)) - most > MOST_BEFORE:
            most += await lives_and_is_killed(deployment, sent, drawn, rates)
            left -= 1
        bot = await deployment.starts(BROADCAST_RATE=200)
        counts = await accounted_for(deployment, sent, most_unknown=most)
        await as_told(deployment, sent)
        kind = "paid" if rates == PAID else "free"
        measurements.add(f"kills at any moment, {kind} rates", before - left)
        measurements.add(f"unknown after them, {kind} rates", counts[State.UNKNOWN])
        measurements.add(f"of which Telegram had taken, {kind} rates", await taken(deployment, sent))
        await sent_again(deployment, sent)
        await bot.stop()


async def test_eight_kills_at_any_moment_skip_nobody_and_send_nobody_a_second_one(
    deploy: Deploy, measurements: Measurements
) -> None:
    async with deploy() as deployment:
        await survives(deployment, 20261122, 8, measurements)


@pytest.mark.proof
@pytest.mark.parametrize("seed", range(10))
async def test_two_hundred_kills_at_any_moment_skip_nobody_and_send_nobody_a_second_one(
    deploy: Deploy, measurements: Measurements, seed: int
) -> None:
    async with deploy() as deployment:
        await survives(deployment, seed, KILLS, measurements)


@pytest.mark.proof
async def test_kills_at_rates_that_are_paid_for_skip_nobody_and_send_nobody_a_second_one(
    deploy: Deploy, measurements: Measurements
) -> None:
    async with deploy() as deployment:
        await survives(deployment, 20261123, KILLS, measurements, PAID)
