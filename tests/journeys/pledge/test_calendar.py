"""What happens by itself: reminders of the last days at eight in everybody's zone, and the head of the day.

The bot looks at the calendar when it starts, so that a restart is as good as ten minutes' waiting.
"""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest

from bot.pledge.service import Pledging
from tests.journeys.pledge.conftest import INVITED
from tests.support.chat import PATIENCE_SECONDS
from tests.support.databases import on_both

HEAD = "🔏 Kepala buku ikrar"


def invitations(chat) -> int:
    return sum(INVITED in seen.text for seen in chat.person.messages)


async def pledges(chat) -> None:
    await chat.starts("i_1")
    await chat.taps("Saya berikrar")
    chat.shows("Tercatat")


@on_both
async def test_the_last_days_remind_those_missing_at_eight_of_their_own_zone(
    app, siti, budi, citra, head, opens, clock, records, begun
):
    """Jayapura comes first, then Makassar, then Jakarta; whoever pledges before his eight o'clock hears
    nothing."""
    await opens(Batas_waktu="30-11-2026")
    for chat in (siti, budi, citra, head):
        await chat.receives(INVITED)
    await pledges(citra)
    # 22 November, 09.00 → 23 November, 00.30 in Jakarta: seven days before the last one.
    clock.move(hours=15, minutes=30)
    await app.restart()
    await nudged(begun, records, 1)
    clock.move(hours=5, minutes=29)  # 05.59
    assert [invitations(chat) for chat in (budi, siti, head)] == [1, 1, 1]
    clock.move(minutes=1)  # 06.00, in Jayapura 08.00
    await budi.receives(INVITED, 2)
    assert [invitations(chat) for chat in (siti, head)] == [1, 1]
    clock.move(hours=1)
    await siti.receives(INVITED, 2)
    await pledges(head)
    clock.move(hours=1)
    await app.restart()
    # 27 and 29 November, and on no day in between.
    expected = {24: 1, 25: 1, 26: 1, 27: 2, 28: 2, 29: 3, 30: 3}
    for count in expected.values():
        clock.move(days=1)
        await app.restart()
        await nudged(begun, records, count)
        await budi.receives(INVITED, 1 + count)
        await siti.receives(INVITED, 1 + count)
    assert (invitations(citra), invitations(head)) == (1, 1)


async def nudged(begun, records, count: int) -> None:
    """Waits until the bot has looked at the calendar, and ordered so many reminders."""
    await looked(begun)
    rows = await records.rows("SELECT id FROM broadcast WHERE sort = 'nudge'")
    assert len(rows) == count


async def looked(begun: asyncio.Queue[None]) -> None:
    """Another look from its beginning to that of the next: what was to do has been done."""
    while not begun.empty():
        begun.get_nowait()
    async with asyncio.timeout(PATIENCE_SECONDS):
        for _ in range(2):
            await begun.get()


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> asyncio.Queue[None]:
    """Gets something whenever the bot begins to look at the calendar, which it does all the time."""
    queue: asyncio.Queue[None] = asyncio.Queue()
    nudge = Pledging.nudge

    async def nudged(*given: Any) -> int:
        queue.put_nowait(None)
        return await nudge(*given)

    monkeypatch.setattr(Pledging, "nudge", nudged)
    monkeypatch.setattr("bot.tg.remind.daily_job.EVERY_SECONDS", 0.05)
    return queue


async def test_the_head_is_posted_once_a_day_where_something_was_added(
    app, hr, siti, budi, opened, clock, records, begun
):
    await pledges(siti)
    await app.restart()
    await hr.receives(HEAD)
    ((count, hash_),) = await records.rows("SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1")
    assert f"{HEAD}: {count} baris\n{count}:{hash_}\n" in hr.last.text
    await pledges(budi)
    for _ in range(2):
        await app.restart()
        await looked(begun)
    hr.looks()
    hr.is_silent()
    clock.move(days=1)
    await app.restart()
    await hr.receives(HEAD, 2)
    clock.move(days=1)
    await app.restart()
    await looked(begun)
    posted = "\n".join(seen.text for seen in hr.person.messages)
    assert [int(count) for count in re.findall(r"(\d+):[0-9a-f]{64}", posted)] == [2, 3]


async def test_the_head_is_posted_although_a_recap_was_signed_on_the_same_day(app, hr, siti, opened):
    await pledges(siti)
    await hr.sends("/rekap")
    await hr.taps("PDF rekap")
    await app.restart()
    await hr.receives(HEAD)


async def test_who_was_invited_today_is_not_reminded_today(app, siti, opened, records, begun):
    """HR's usual deadline is a week away."""
    await app.restart()
    await nudged(begun, records, 0)
    assert invitations(siti) == 1
