"""Pledging on a database of its own: opening, asking, reminding, closing, and taps that come at once."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.clock import Clock
from bot.outbox.model import BroadcastKind, Phase, State
from bot.people.audience import AudienceError
from bot.people.keyring import Keyring, fresh
from bot.people.member import Status, Zone
from bot.pledge.model import Campaign, NoteKind, PledgeText, Step
from bot.pledge.service import PledgeError, deadline_on, own_text, text_of
from bot.rulebook.model import Pledge
from bot.store.engine.db import Database
from bot.store.engine.group_commit import LARGEST_BATCH
from bot.store.people.member import MemberStore
from bot.store.pledge.recording import PledgeRecorder
from bot.store.tables import account, broadcast, delivery, ledger
from tests.people.made import member as somebody
from tests.people.on_record import at_once, employ, rows
from tests.support.databases import newest_sqlite
from tests.support.use_cases import use_cases

__all__ = ["newest_sqlite"]

# Sunday 22 November 2026, 09.00 in Jakarta.
MORNING = datetime(2026, 11, 22, 2, tzinfo=UTC)
JAKARTA = ZoneInfo("Asia/Jakarta")
TEXT = PledgeText("ikrar", "1", "Ikrar", "Saya berikrar …")
SEEN = TEXT.hash[:8]
OWNER = 900


class PledgeFixture:
    """An office without Telegram: the use cases on a database, with a clock that is moved by hand."""

    def __init__(self, db: Database, keys: Keyring | None = None) -> None:
        self.db = db
        self.now = MORNING
        self.keys = keys or fresh()
        self.clock = Clock(lambda: self.now)
        self.restart()

    def restart(self) -> None:
        """What was only remembered is forgotten."""
        office = use_cases(self.db, self.clock, self.keys, owner_ids=frozenset({OWNER}))
        self.outbox, self.checkpoints, self.pledging = office.outbox, office.checkpoints, office.pledging

    async def opens(self, audience: str = "semua", text: PledgeText = TEXT, **days: float) -> Campaign:
        """A campaign that ends in a week unless told otherwise."""
        deadline = deadline_on(self.now + timedelta(**(days or {"days": 9})), JAKARTA)
        campaign, _ = await self.pledging.open(text, audience, deadline, "tg:1")
        return campaign

    async def asked(self, number: int = 0) -> list[int]:
        """Whom the broadcasts, or one of them, are to reach, in order."""
        return sorted(
            row["person_id"]
            for row in await rows(self.db, delivery)
            if number in (0, row["broadcast_id"]) and row["state"] == State.PLANNED
        )


@pytest.fixture
async def office(newest_sqlite: Path, tmp_path: Path) -> AsyncIterator[PledgeFixture]:
    db = await Database.open(f"sqlite+aiosqlite:///{shutil.copy(newest_sqlite, tmp_path / 'netral.db')}")
    await employ(
        db,
        somebody("11", "Ani", "Dinas A", telegram_id=901, zone=Zone.WIB),
        somebody("22", "Budi", "Dinas A/Bidang 1", telegram_id=902, zone=Zone.WIT),
        somebody("33", "Citra", "Dinas AB", telegram_id=903, status=Status.PPPK),
        somebody("44", "Dewi", "Dinas AB"),
    )
    yield PledgeFixture(db)
    await db.close()


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


# Taps.


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


# Texts and days.


def test_a_text_of_the_rule_base_is_hashed_as_it_is_shown():
    pledge = Pledge(
        id="ikrar",
        version="3",
        title="Ikrar",
        opening="Saya:",
        points=("satu", "dua"),
        closing="Demikian.",
        note=None,
    )
    text = text_of(pledge)
    assert (text.id, text.version, text.title) == ("ikrar", "3", "Ikrar")
    assert text.body == "Saya:\n\n1. satu\n2. dua\n\nDemikian."


@pytest.mark.parametrize(
    "written", ["# Ikrar kami\n\nSaya …", "Ikrar kami\nSaya …", "\r\n**Ikrar kami**\r\n\r\nSaya …\r\n"]
)
def test_an_office_s_own_text_has_its_title_in_the_first_line(written):
    text = own_text(written)
    assert (text.title, text.body, text.version) == ("Ikrar kami", "Saya …", "1")


def test_the_same_words_are_the_same_text_and_others_are_another():
    one, same, other = own_text("Ikrar\nSaya …"), own_text("# Ikrar\n\nSaya …\n"), own_text("Ikrar\nKami …")
    assert (one.id, one.hash) == (same.id, same.hash)
    assert one.id != other.id
    assert one.hash != other.hash


@pytest.mark.parametrize(
    "written", ["", "Ikrar", "\n\n", "Ik\nSaya", "x" * 121 + "\nSaya", "Ikrar\n \n", "#\n#\nSaya"]
)
def test_a_text_without_title_or_body_is_refused(written):
    with pytest.raises(PledgeError):
        own_text(written)


def test_a_day_ends_at_midnight_of_the_zone():
    day = datetime(2026, 11, 30, 16, 59, tzinfo=UTC)  # 23.59 in Jakarta
    assert deadline_on(day, JAKARTA) == datetime(2026, 12, 1, tzinfo=JAKARTA)
    assert deadline_on(day + timedelta(minutes=1), JAKARTA) == datetime(2026, 12, 2, tzinfo=JAKARTA)
