"""No room left on the disk: the bot lives on, says so, and goes on as soon as there is room."""

from __future__ import annotations

import resource
import shutil
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path

import pytest

from bot.outbox.model import State
from tests.faults.bot_process import BotProcess, until
from tests.faults.conftest import Deploy
from tests.faults.deployment import Deployment, in_hand, opened
from tests.faults.invariants import accounted_for
from tests.faults.template import OfficeTemplate

# The sentences in which the store says what failed.
FULL, FAILS, LOCKED = "penuh", "bermasalah", "terkunci"

Shortage = Callable[[Deployment, BotProcess], AbstractAsyncContextManager[str]]


@asynccontextmanager
async def no_larger_files(deployment: Deployment, bot: BotProcess) -> AsyncIterator[str]:
    """The system lets the process write no file beyond a few bytes; works without any privilege."""
    before = resource.prlimit(bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (4096, before[1]))
    yield FAILS
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, before)


@asynccontextmanager
async def full_disk(deployment: Deployment, _life: BotProcess) -> AsyncIterator[str]:
    """Somebody fills the disk to the last byte."""
    filler = deployment.folder / "filler"
    with filler.open("wb", buffering=0) as target:
        for size in (4096, 1):
            while _takes(target.write, size):
                pass
    yield FULL
    filler.unlink()


def _takes(write: Callable[[bytes], int | None], size: int) -> bool:
    try:
        return write(bytes(size)) == size
    except OSError:
        return False


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes of its own, where this machine lets us have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    if not mount or subprocess.run([mount, "-t", "tmpfs", "-o", "size=6m", "none", disk]).returncode:
        pytest.skip("only root may make a small disk")
    yield disk
    subprocess.run(["umount", disk], check=True)


async def starves(deployment: Deployment, shortage: Shortage) -> None:
    """Runs out of room in the middle of a broadcast, and gets some again."""
    bot = await deployment.starts()
    sent = await deployment.orders(60)
    await until(lambda: len(deployment.accepted(sent)) >= 10)
    async with shortage(deployment, bot) as sign:
        await until(lambda: bot.wrote(sign))
        had = len(deployment.accepted(sent))
        assert bot.lives
    await until(lambda: len(deployment.accepted(sent)) > had)
    assert await accounted_for(deployment, sent) == {State.SENT: 60}
    assert bot.lives


async def test_a_disk_that_refuses_to_write_stops_nothing_for_good(deploy: Deploy) -> None:
    async with deploy() as deployment:
        await starves(deployment, no_larger_files)


@pytest.mark.proof
async def test_a_full_disk_stops_nothing_for_good(template: OfficeTemplate, small_disk: Path) -> None:
    async with opened(template, small_disk) as deployment:
        await starves(deployment, full_disk)


@pytest.mark.proof
async def test_a_bot_killed_on_a_full_disk_leaves_unknown_only_what_it_could_not_write_down(
    template: OfficeTemplate, small_disk: Path
) -> None:
    async with opened(template, small_disk) as deployment:
        bot = await deployment.starts()
        sent = await deployment.orders(60)
        await until(lambda: len(deployment.accepted(sent)) >= 10)
        async with full_disk(deployment, bot) as sign:
            await until(lambda: bot.wrote(sign))
            await bot.kill()
        await deployment.starts()
        await accounted_for(deployment, sent, most_unknown=2 * in_hand())


@pytest.mark.proof
async def test_answers_that_cannot_be_written_down_yet_are_kept_until_they_can(
    deploy: Deploy,
) -> None:
    """Another process holds the database for longer than anybody waits for it."""
    async with deploy() as deployment:
        bot = await deployment.starts()
        sent = await deployment.orders(60)
        await until(lambda: len(deployment.accepted(sent)) >= 10)
        with closing(sqlite3.connect(deployment.folder / "netral.db", isolation_level=None)) as holder:
            holder.execute("PRAGMA busy_timeout = 20000")
            holder.execute("BEGIN IMMEDIATE")
            await until(lambda: bot.wrote(LOCKED))
            holder.execute("ROLLBACK")
        assert await accounted_for(deployment, sent) == {State.SENT: 60}
