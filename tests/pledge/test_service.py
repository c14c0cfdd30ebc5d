"""Pledging on a database of its own: opening, asking, reminding, closing, and taps that come at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.outbox.model import BroadcastKind, Phase
from bot.people.audience import AudienceError
from bot.pledge.service import PledgeError
from bot.store.tables import broadcast, delivery
from tests.people.on_record import at_once, rows
from tests.pledge.conftest import JAKARTA, MORNING, SEEN, TEXT, PledgeFixture


async def test_opening_asks_everybody_who_has_joined(office):
    campaign, placed = await office.pledging.open(TEXT, "semua", MORNING + timedelta(days=3), "tg:1")
    assert (campaign.id, campaign.text, campaign.invited_at) == (1, TEXT, MORNING)
    assert (placed.recipients, placed.skipped, placed.order.sort) == (
        3,
        {"not_joined": 1},
        BroadcastKind.PLEDGE,
    )
    assert placed.order.when.expires == campaign.deadline
    assert [(button.kind, button.args) for button in placed.order.content.buttons] == [("pl", ("1",))]


async def test_a_campaign_for_later_invites_when_it_opens(office):
    opens = MORNING + timedelta(days=1)
    _, placed = await office.pledging.open(TEXT, "semua", opens + timedelta(days=1), "tg:1", opens=opens)
    assert placed.order.when.start == opens
    assert {row["due_at"] for row in await rows(office.db, delivery)} == {opens}


@pytest.mark.parametrize(
    ("audience", "first", "error"),
    [
        ("Dinas Z", "", AudienceError),
        ("semua", "unit:Z", AudienceError),
        ("belum:1", "", PledgeError),
        ("peran:pemilik", "", PledgeError),
    ],
)
async def test_what_cannot_be_opened_leaves_nothing_behind(office, audience, first, error):
    if audience == "belum:1":
        await office.opens()
    before = await rows(office.db, broadcast)
    with pytest.raises(error):
        await office.pledging.open(TEXT, audience, MORNING + timedelta(days=1), "tg:1", first=first)
    assert (await rows(office.db, broadcast)) == before
    assert len(await office.pledging.recent(9)) == len(before)


@pytest.mark.parametrize("opens", [None, MORNING, MORNING + timedelta(days=1)])
async def test_a_deadline_before_the_opening_is_refused(office, opens):
    with pytest.raises(PledgeError):
        await office.pledging.open(TEXT, "semua", opens or MORNING, "tg:1", opens=opens)


async def test_who_signs_first_is_asked_alone_and_the_others_when_hr_says_so(office):
    deadline = MORNING + timedelta(days=9)
    campaign, placed = await office.pledging.open(TEXT, "semua", deadline, "tg:1", first="status:PPPK")
    assert (placed.recipients, campaign.invited_at) == (1, None)
    await office.pledging.confirm(903, campaign.id, SEEN)
    everybody = await office.pledging.ask_everybody(campaign, "tg:1")
    assert await office.asked(everybody.id) == [1, 2]
    assert await office.pledging.ask_everybody(campaign, "tg:1") is None


async def test_nobody_is_invited_to_what_is_over(office):
    deadline = MORNING + timedelta(days=9)
    closed, _ = await office.pledging.open(TEXT, "semua", deadline, "tg:1", first="status:PPPK")
    ended, _ = await office.pledging.open(TEXT, "semua", deadline, "tg:1", first="status:PPPK")
    await office.pledging.close(closed.id, "tg:1")
    assert await office.pledging.ask_everybody(closed, "tg:1") is None
    office.now = deadline
    assert await office.pledging.ask_everybody(ended, "tg:1") is None


async def test_closing_keeps_invitations_and_reminders_that_are_still_to_leave_from_leaving(office):
    other = await office.opens()
    later = MORNING + timedelta(days=1)
    campaign, _ = await office.pledging.open(TEXT, "semua", MORNING + timedelta(days=9), "tg:1", opens=later)
    assert await office.pledging.close(campaign.id, "tg:1")
    assert not await office.pledging.close(campaign.id, "tg:1")
    assert [row["phase"] for row in await rows(office.db, broadcast)] == [Phase.RUNNING, Phase.CANCELLED]
    assert (await office.pledging.find(other.id)).closed_at is None


async def test_a_reminder_goes_to_whoever_has_not_pledged_and_a_double_tap_sends_one(office):
    campaign = await office.opens()
    await office.pledging.confirm(902, campaign.id, SEEN)
    first = await office.pledging.remind(campaign, "tg:1")
    again = await office.pledging.remind(campaign, "tg:1")
    assert (again.id, await office.asked(first.id)) == (first.id, [1, 3])
    office.now += timedelta(hours=1)
    assert (await office.pledging.remind(campaign, "tg:1")).id != first.id


async def test_two_people_who_remind_at_once_make_one_reminder(office):
    campaign = await office.opens()
    made = await at_once(*(office.pledging.remind(campaign, by) for by in ("tg:1", "tg:2", "cli")))
    assert len({one.id for one in made}) == 1
    assert [row["sort"] for row in await rows(office.db, broadcast)] == [
        BroadcastKind.PLEDGE,
        BroadcastKind.MANUAL,
    ]


async def test_campaign_and_invitation_come_about_together_or_not_at_all(office, monkeypatch):
    async def fails(*_: object) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr("bot.store.outbox.broadcast.write", fails)
    with pytest.raises(RuntimeError):
        await office.opens()
    assert await office.pledging.recent(9) == []


async def test_whatever_asks_for_a_campaign_is_tied_to_it(office):
    campaign = await office.opens()
    await office.pledging.remind(campaign, "tg:1")
    assert [row["campaign_id"] for row in await rows(office.db, broadcast)] == [campaign.id] * 2


# Reminders of the last days. The deadline is the end of 30 November in Jakarta.


async def nudged(office: PledgeFixture, day: int, hour: int = 9) -> int:
    office.now = datetime(2026, 11, day, hour, tzinfo=JAKARTA).astimezone(UTC)
    return await office.pledging.nudge(JAKARTA)


async def test_nudges_are_ordered_on_three_days_once_each(office):
    await office.opens(days=8)
    days = {day: [await nudged(office, day), await nudged(office, day, 11)] for day in range(22, 31)}
    assert {day: count for day, count in days.items() if any(count)} == {23: [1, 0], 27: [1, 0], 29: [1, 0]}


async def test_a_nudge_leaves_at_eight_of_everybody_s_zone_and_skips_who_has_pledged(office):
    campaign = await office.opens(days=8)
    await office.pledging.confirm(903, campaign.id, SEEN)
    await nudged(office, 23, 0)
    due = {
        row["person_id"]: row["due_at"].astimezone(JAKARTA)
        for row in await rows(office.db, delivery)
        if row["broadcast_id"] == 2
    }
    assert due == {
        1: datetime(2026, 11, 23, 8, tzinfo=JAKARTA),
        2: datetime(2026, 11, 23, 6, tzinfo=JAKARTA),
    }
    await office.pledging.confirm(901, campaign.id, SEEN)
    assert await office.asked(2) == [2]


async def test_who_was_invited_on_the_same_day_is_not_nudged(office):
    """HR's usual choices of a deadline are three and seven days from today."""
    for days in (7, 3):
        await office.opens(days=days)
    assert await office.pledging.nudge(JAKARTA) == 0
    deadline = datetime(2026, 12, 1, tzinfo=JAKARTA)
    opens = datetime(2026, 11, 23, 9, tzinfo=JAKARTA)
    await office.pledging.open(TEXT, "semua", deadline, "tg:1", opens=opens)
    assert await nudged(office, 23, 10) == 0


async def test_nobody_is_nudged_before_everybody_was_asked_nor_after_the_end(office):
    deadline = datetime(2026, 12, 1, tzinfo=JAKARTA)
    await office.pledging.open(TEXT, "semua", deadline, "tg:1", first="status:PPPK")
    closed = await office.opens(days=8)
    await office.pledging.close(closed.id, "tg:1")
    assert await nudged(office, 23) == 0
