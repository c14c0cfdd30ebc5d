"""Taps that come at once, and what else somebody asked can do: pledging on a database of its own."""

from __future__ import annotations

import asyncio

from bot.pledge.model import NoteKind, Step
from bot.store.engine.group_commit import LARGEST_BATCH
from bot.store.people.member import MemberStore
from bot.store.pledge.recording import PledgeRecorder
from bot.store.tables import account, ledger
from tests.people.on_record import at_once, rows
from tests.pledge.conftest import MORNING, SEEN, PledgeFixture


async def test_taps_that_come_at_once_share_commits(office, monkeypatch):
    campaign = await office.opens()
    batches = []
    record = PledgeRecorder.record_all

    async def counted(recorder, taps):
        batches.append(len(taps))
        return await record(recorder, taps)

    monkeypatch.setattr(PledgeRecorder, "record_all", counted)
    taps = [office.pledging.confirm(901 + n % 3, campaign.id, SEEN) for n in range(600)]
    steps = [result.step for result in await asyncio.gather(*taps)]
    assert (steps.count(Step.RECORDED), steps.count(Step.REPEATED)) == (3, 597)
    # The first finds nobody before it and goes at once.
    assert batches == [1, LARGEST_BATCH, 99]


async def test_an_error_is_heard_by_everybody_whom_it_concerns_and_by_nobody_after(office, monkeypatch):
    campaign = await office.opens()
    record, batches = PledgeRecorder.record_all, []

    async def fails_once(recorder, taps):
        batches.append(taps)
        if len(batches) == 1:
            raise ZeroDivisionError
        return await record(recorder, taps)

    monkeypatch.setattr(PledgeRecorder, "record_all", fails_once)
    first, *others = await asyncio.gather(
        *(office.pledging.confirm(901 + n, campaign.id, SEEN) for n in range(3)), return_exceptions=True
    )
    assert isinstance(first, ZeroDivisionError)
    assert [other.step for other in others] == [Step.RECORDED] * 2
    assert (await office.pledging.confirm(901, campaign.id, SEEN)).step is Step.RECORDED


async def test_who_gives_up_waiting_holds_up_nobody(office, monkeypatch):
    campaign = await office.opens()
    held, goes_on = asyncio.Event(), asyncio.Event()
    record = PledgeRecorder.record_all

    async def slow(recorder, taps):
        held.set()
        await goes_on.wait()
        return await record(recorder, taps)

    monkeypatch.setattr(PledgeRecorder, "record_all", slow)
    async with asyncio.timeout(10), asyncio.TaskGroup() as group:
        first = group.create_task(office.pledging.confirm(901, campaign.id, SEEN))
        await held.wait()
        second = group.create_task(office.pledging.confirm(902, campaign.id, SEEN))
        third = group.create_task(office.pledging.confirm(903, campaign.id, SEEN))
        await asyncio.sleep(0)
        first.cancel()
        second.cancel()
        goes_on.set()
    assert (first.cancelled(), second.cancelled(), third.result().step) == (True, True, Step.RECORDED)
    # Nobody has told these that it counts; their next tap does, and once.
    steps = [(await office.pledging.confirm(one, campaign.id, SEEN)).step for one in (901, 902)]
    assert steps == [Step.RECORDED, Step.REPEATED]
    assert len(await rows(office.db, ledger)) == 3


async def test_a_question_and_an_objection_are_counted_and_kept(office):
    campaign = await office.opens()
    (ani, *_) = await MemberStore(office.db).everybody()
    await office.pledging.note(ani, campaign, NoteKind.QUESTION, "Mengapa?")
    await office.pledging.note(ani, campaign, NoteKind.OBJECTION, "Karena …")
    (unit,) = [one for one in await office.pledging.by_unit(campaign) if one.unit == "Dinas A"]
    assert (unit.questions, unit.objected, unit.pending) == (1, 1, 0)
    assert [note.text for note in await office.pledging.notes(campaign, NoteKind.OBJECTION, 9)] == [
        "Karena …"
    ]
    assert (await office.pledging.confirm(901, campaign.id, SEEN)).step is Step.RECORDED
    (unit,) = [one for one in await office.pledging.by_unit(campaign) if one.unit == "Dinas A"]
    assert (unit.questions, unit.objected, unit.confirmed) == (1, 0, 1)


async def test_who_joins_later_is_waited_for(office):
    campaign = await office.opens()
    assert [one.id for one in await office.pledging.waiting_for(4)] == [campaign.id]
    async with office.db.write() as connection:
        row = {"telegram_id": 904, "person_id": 4, "how": "code", "joined_at": MORNING}
        await connection.execute(account.insert().values(row))
    assert (await office.pledging.confirm(904, campaign.id, SEEN)).step is Step.RECORDED
    assert await office.pledging.waiting_for(4) == []


async def test_taps_of_two_processes_on_one_database_are_one_pledge(office):
    other = PledgeFixture(office.db, office.keys)
    campaign = await office.opens()
    taps = [one.pledging.confirm(901, campaign.id, SEEN) for one in (office, other) * 3]
    steps = [result.step for result in await at_once(*taps)]
    assert (steps.count(Step.RECORDED), steps.count(Step.REPEATED)) == (1, 5)
