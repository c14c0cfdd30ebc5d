"""Everybody pledges at once, and the bot is killed outright in the middle of it.

Whatever Telegram has handed over is recorded after the restart, each exactly once, though Telegram never
offers it again; and whatever it still holds is recorded when it does.
"""

import asyncio
import contextlib

import pytest

from tests.faults.bot_process import until
from tests.faults.deployment import opened as open_ground
from tests.faults.pledge.campaign import opened
from tests.faults.template import make_template

# (taps a second or None for one instant, how many were told before the kill)
LATER = [(None, 1), (None, 150), (300, 1), (300, 40), (300, 150)]
MANY = 10_000
LONG_SECONDS = 300.0


async def killed(rush, deployment, bot, rate: float | None, moment: int) -> None:
    """Kills the bot once so many are told, and returns when everybody has tapped."""
    async with asyncio.TaskGroup() as group:
        group.create_task(rush.taps(rate))
        await until(lambda: deployment.called("editMessageText") >= moment, LONG_SECONDS)
        await bot.kill()


@pytest.mark.parametrize(
    ("rate", "moment"),
    [
        (None, 40),
        *(pytest.param(rate, moment, marks=pytest.mark.proof) for rate, moment in LATER),
    ],
)
async def test_taps_that_telegram_has_forgotten_are_recorded_after_a_kill(deploy, rate, moment):
    async with deploy() as deployment:
        rush = await opened(deployment)
        await killed(rush, deployment, await deployment.starts(), rate, moment)
        handed_over = rush.handed_over()
        deployment.box.updates.drop()
        bot = await deployment.starts()
        await rush.is_worked_off(len(handed_over))
        recorded = rush.recorded()
        assert await bot.stop() == 0
        assert handed_over <= recorded.keys()
        assert set(recorded.values()) == {1}
        assert await rush.ledger() == len(recorded)


@pytest.mark.parametrize("rate", [pytest.param(None, marks=pytest.mark.proof), 300])
async def test_everybody_is_recorded_once_and_told_in_spite_of_two_kills(deploy, rate):
    async with deploy() as deployment:
        rush = await opened(deployment)
        await killed(rush, deployment, await deployment.starts(), rate, 60)
        second = await deployment.starts()
        with contextlib.suppress(TimeoutError):
            await until(lambda: len(rush.told()) >= 180, 30)
        await second.kill()
        bot = await deployment.starts()
        await rush.is_worked_off(len(rush.accounts))
        assert await bot.stop() == 0
        assert rush.recorded() == dict.fromkeys(rush.accounts, 1)
        assert rush.told().keys() == set(rush.accounts)
        assert await rush.ledger() == len(rush.accounts)


@pytest.mark.proof
@pytest.mark.parametrize("rate", [None, 300], ids=["in one instant", "300 a second"])
async def test_ten_thousand_are_recorded_once_each_in_spite_of_a_kill(tmp_path, rate):
    template = make_template(tmp_path, MANY)
    office_home = tmp_path / "kantor"
    office_home.mkdir()
    async with open_ground(template, office_home) as deployment:
        rush = await opened(deployment)
        await killed(rush, deployment, await deployment.starts(), rate, MANY // 2)
        handed_over = rush.handed_over()
        bot = await deployment.starts()
        await rush.is_worked_off(MANY, LONG_SECONDS)
        assert await bot.stop() == 0
        assert len(handed_over) >= MANY // 2
        assert rush.recorded() == dict.fromkeys(rush.accounts, 1)
        assert await rush.ledger() == MANY
