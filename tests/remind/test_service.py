"""The reminder plan over time: proposed, decided once, moved with its stage, never sent on another day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.outbox.model import BroadcastKind, Phase
from bot.people.audience import AudienceError
from bot.remind.model import State
from bot.remind.service import TextError
from tests.people.on_record import at_once
from tests.remind.conftest import JAKARTA
from tests.remind.made import book, contest, reminder, stage
from tests.support.databases import on_both

DAY = date(2026, 11, 25)
WEEK, ONE = timedelta(days=7), timedelta(days=1)


def at(starts, *others, **changes):
    return book((contest(stage("a", starts), *others),), (reminder(**changes),))


@pytest.fixture
async def proposed(office):
    """The proposal for a stage that begins in five days."""
    office.day(DAY - 5 * ONE)
    office.calendar(at(DAY))
    await office.looks()
    return await office.only()


async def test_a_stage_is_proposed_once(office):
    office.calendar(at(DAY))
    office.day(DAY - WEEK - ONE)
    assert not (await office.looks()).proposed
    office.day(DAY - WEEK)
    assert [one.reminder for one in (await office.looks()).proposed] == ["medsos"]
    assert not (await office.looks()).proposed


async def test_approved_it_is_a_reminder_for_eight_oclock_everywhere_that_ends_with_its_days(
    office, proposed
):
    placed = await office.remind.approve(proposed, "tg:1", agreed=True)
    order = placed.order
    eight = datetime.combine(DAY, time(8), JAKARTA)
    assert (order.sort, order.title, order.content.html) == (
        BroadcastKind.REMINDER,
        "Judul medsos",
        "<b>Ingat</b> medsos",
    )
    midnight = datetime.combine(DAY, time(), JAKARTA)
    assert (order.when.start, order.when.is_local, order.when.expires) == (eight, True, midnight + 3 * ONE)
    assert (placed.phase, placed.recipients) == (Phase.RUNNING, 1)
    assert (await office.only()).broadcast == placed.id


@on_both
async def test_of_two_who_approve_at_once_one_does(office, proposed):
    placed = await at_once(*(office.remind.approve(proposed, f"tg:{n}", agreed=True) for n in range(4)))
    assert sorted(one is None for one in placed) == [False, True, True, True]
    assert len(await office.alive()) == 1


async def test_a_kill_while_it_is_approved_leaves_one_broadcast_that_goes_on(office, proposed, monkeypatch):
    async def dies(_: int) -> None:
        raise ConnectionAbortedError

    with monkeypatch.context() as patch:
        patch.setattr(office.outbox, "placed", dies)
        with pytest.raises(ConnectionAbortedError):
            await office.remind.approve(proposed, "tg:1", agreed=True)
    # The tap comes again after the restart.
    again = await office.only()
    assert again.state is State.APPROVED
    assert await office.remind.approve(again, "tg:1", agreed=True) is None
    await office.outbox.go_on_freezing()
    assert await office.phase(again.broadcast) is Phase.RUNNING
    assert len(await office.alive()) == 1


async def test_an_audience_that_means_nobody_leaves_the_decision_open(office, proposed):
    with pytest.raises(AudienceError):
        await office.remind.approve(replace(proposed, audience='unit:"Tiada"'), "tg:1", agreed=True)
    assert (await office.only()).state is State.PROPOSED
    assert await office.alive() == []


async def test_skipped_it_is_decided(office, proposed):
    assert await office.remind.skip(proposed, "tg:1")
    assert not await office.remind.skip(proposed, "tg:2")
    assert await office.remind.approve(await office.only(), "tg:2", agreed=True) is None
    office.day(DAY + ONE)
    assert not (await office.looks()).missed


async def test_the_edited_text_is_what_goes_out(office, proposed):
    changed = await office.remind.edit(proposed, "Dari _kantor_ <kami>")
    placed = await office.remind.approve(changed, "tg:1", agreed=True)
    assert placed.order.content.html == "Dari <i>kantor</i> &lt;kami&gt;"


async def test_a_text_for_two_messages_is_refused(office, proposed):
    with pytest.raises(TextError, match="terlalu panjang"):
        await office.remind.edit(proposed, "x " * 3000)
    assert (await office.only()).text == proposed.text


async def test_who_edits_what_was_approved_meanwhile_opens_nothing_again(office, proposed):
    placed = await office.remind.approve(proposed, "tg:1", agreed=True)
    assert await office.remind.edit(proposed, "lain") is None
    now = await office.only()
    assert (now.state, now.broadcast, now.text) == (State.APPROVED, placed.id, proposed.text)


async def test_what_nobody_decided_on_is_missed_once(office, proposed):
    office.day(DAY, hour=23)
    assert not (await office.looks()).missed
    office.day(DAY + ONE)
    assert [one.reminder for one in (await office.looks()).missed] == ["medsos"]
    assert not (await office.looks()).missed
    assert await office.alive() == []


async def test_with_its_stage_an_approved_reminder_moves_and_says_so_once(office, proposed):
    old = await office.remind.approve(proposed, "tg:1", agreed=True)
    office.calendar(at(DAY + WEEK))
    (change,) = (await office.looks()).moved
    assert (change.before.send_on, change.after.send_on) == (DAY, DAY + WEEK)
    assert await office.phase(old.id) is Phase.CANCELLED
    now = await office.only()
    assert (now.state, now.send_on) == (State.APPROVED, DAY + WEEK)
    assert await office.alive() == [now.broadcast]
    new = (await office.outbox.status(now.broadcast)).broadcast
    assert new.order.when.start == datetime.combine(DAY + WEEK, time(8), JAKARTA)
    assert not (await office.looks()).moved


@on_both
async def test_two_bots_that_look_at_once_move_it_once(office, proposed):
    await office.remind.approve(proposed, "tg:1", agreed=True)
    office.calendar(at(DAY + WEEK))
    told = await at_once(office.looks(), office.looks())
    assert sum(len(news.moved) for news in told) == 1
    assert len(await office.alive()) == 1


async def test_a_proposal_moves_and_is_asked_about_again(office, proposed):
    office.calendar(at(DAY + ONE))
    news = await office.looks()
    assert [one.after.send_on for one in news.moved] == [DAY + ONE]
    assert [one.send_on for one in news.proposed] == [DAY + ONE]


async def test_a_skipped_one_moves_in_silence(office, proposed):
    await office.remind.skip(proposed, "tg:1")
    office.calendar(at(DAY + ONE))
    news = await office.looks()
    assert (news.moved, news.proposed) == ((), ())
    assert (await office.only()).send_on == DAY + ONE


async def test_what_a_second_person_has_not_agreed_to_is_not_agreed_to_by_moving(office, proposed):
    old = await office.remind.approve(proposed, "tg:1", agreed=False)
    assert old.phase is Phase.PROPOSED
    office.calendar(at(DAY + ONE))
    news = await office.looks()
    assert await office.alive() == []
    assert [one.state for one in news.proposed] == [State.PROPOSED]
    assert await office.outbox.agree(old.id, "tg:2") is None


@pytest.mark.parametrize("how", ["pause", "cancel"])
async def test_what_hr_held_back_is_not_sent_by_moving(office, proposed, how):
    old = await office.remind.approve(proposed, "tg:1", agreed=True)
    assert await getattr(office.outbox, how)(old.id, "tg:1")
    office.calendar(at(DAY + ONE))
    assert [one.state for one in (await office.looks()).proposed] == [State.PROPOSED]
    assert await office.alive() == []


async def test_killed_while_it_moves_it_is_asked_about_again(office, proposed, monkeypatch):
    old = await office.remind.approve(proposed, "tg:1", agreed=True)
    office.calendar(at(DAY + ONE))

    async def dies(*_: object) -> None:
        raise ConnectionAbortedError

    with monkeypatch.context() as patch:
        patch.setattr(office.outbox, "placing", dies)
        with pytest.raises(ConnectionAbortedError):
            await office.looks()
    assert await office.phase(old.id) is Phase.CANCELLED
    assert [one.state for one in (await office.looks()).proposed] == [State.PROPOSED]


async def test_on_its_day_what_has_begun_to_leave_stays_and_nobody_hears_otherwise(office, proposed):
    placed = await office.remind.approve(proposed, "tg:1", agreed=True)
    office.day(DAY)
    assert await office.sends(placed.id) == 1
    office.calendar(at(DAY + WEEK))
    news = await office.looks()
    assert (news.moved, news.proposed) == ((), ())
    assert len(await office.outbox.recent(10)) == 1


async def test_moved_into_the_past_it_is_not_sent_late(office, proposed):
    await office.remind.approve(proposed, "tg:1", agreed=True)
    office.calendar(at(DAY - WEEK))
    news = await office.looks()
    assert [one.state for one in news.missed] == [State.MISSED]
    assert await office.alive() == []


async def test_missed_and_then_moved_it_is_proposed_anew(office, proposed):
    office.day(DAY + ONE)
    await office.looks()
    office.calendar(at(DAY + WEEK))
    news = await office.looks()
    assert [one.send_on for one in news.proposed] == [DAY + WEEK]
    assert news.missed == ()


async def test_moved_on_the_very_day_on_which_it_would_be_missed_it_is_only_moved(office, proposed):
    office.day(DAY + ONE)
    office.calendar(at(DAY + WEEK))
    news = await office.looks()
    assert (len(news.moved), len(news.proposed), news.missed) == (1, 1, ())


@pytest.mark.parametrize("state", ["proposed", "approved"])
async def test_put_off_without_a_day_it_is_not_sent_and_comes_back_with_one(office, proposed, state):
    if state == "approved":
        await office.remind.approve(proposed, "tg:1", agreed=True)
    office.calendar(at(None))
    news = await office.looks()
    assert [one.reminder for one in news.withdrawn] == ["medsos"]
    assert await office.alive() == []
    assert not (await office.looks()).withdrawn
    office.calendar(at(DAY + WEEK))
    assert [one.send_on for one in (await office.looks()).proposed] == [DAY + WEEK]


async def test_a_reminder_that_comes_too_close_behind_another_is_withdrawn(office, proposed):
    await office.remind.approve(proposed, "tg:1", agreed=True)
    office.calendar(at(DAY, stage("b", DAY - ONE)))
    news = await office.looks()
    assert [one.stage for one in news.withdrawn] == ["a"]
    assert [one.stage for one in news.proposed] == ["b"]
    assert await office.alive() == []


async def test_the_plan_lists_the_soonest_first_and_nothing_past(office):
    office.day(DAY - ONE)
    office.calendar(book((contest(stage("a", DAY), stage("b", DAY + ONE, "masa_tenang")),),
                       (reminder("z"), reminder("y", ("masa_tenang",)))))  # fmt: skip
    await office.looks()
    assert [one.reminder for one in await office.remind.upcoming()] == ["z", "y"]
    office.day(DAY + ONE)
    assert [one.reminder for one in await office.remind.upcoming()] == ["y"]
