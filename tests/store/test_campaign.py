"""Campaigns on record: opened, closed, asked for and reminded of, each once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.outbox.model import BroadcastKind, BroadcastRequest, Content, Phase, When
from bot.outbox.service import Placing
from bot.people.audience import Term, TermKind
from bot.people.audit import Act, AuditEntry
from bot.pledge.model import Campaign
from bot.store.desk.audit import AuditStore
from bot.store.outbox.broadcast import BroadcastStore
from bot.store.pledge.campaign import CampaignStore
from bot.store.pledge.pledge import PledgeStore
from tests.people.made import AT, line
from tests.people.on_record import at_once
from tests.store.test_pledge import DAY, TEXT, opened


async def test_a_campaign_is_found_as_it_was_opened(db):
    terms = (Term(TermKind.UNIT, "Dinas A"), Term(TermKind.STATUS, "PNS"))
    one = Campaign(0, TEXT, 'unit:"Dinas A" + status:PNS', terms, AT, AT + DAY, "tg:1", "peran:kepala")
    number = await CampaignStore(db).add(one, AT, AuditEntry("tg:1", Act.PLEDGE_OPENED, "", AT))
    assert await CampaignStore(db).find(number) == replace(one, id=number)
    assert await CampaignStore(db).find(number + 1) is None
    assert await CampaignStore(db).asked_by(number) == terms
    assert [told.act for told in await AuditStore(db).recent(9)] == [Act.PLEDGE_OPENED]


async def test_a_campaign_is_open_from_its_opening_to_its_deadline_unless_it_is_closed(db):
    number = await opened(db, opens=AT, deadline=AT + DAY)
    tick = timedelta(microseconds=1)
    moments = (AT - tick, AT, AT + DAY - tick, AT + DAY)
    assert [[one.id for one in await CampaignStore(db).open_now(at)] for at in moments] == [
        [],
        [number],
        [number],
        [],
    ]
    assert not await CampaignStore(db).close(number, AT + DAY, line(Act.PLEDGE_CLOSED))
    assert await CampaignStore(db).close(number, AT, line(Act.PLEDGE_CLOSED))
    assert not await CampaignStore(db).close(number, AT, line(Act.PLEDGE_CLOSED))
    assert await CampaignStore(db).open_now(AT) == []
    assert [told.act for told in await AuditStore(db).recent(9)] == [Act.PLEDGE_CLOSED, Act.PLEDGE_OPENED]


async def test_closing_twice_at_once_closes_once(two_processes):
    number = await opened(two_processes[0])
    ended = await at_once(
        *(CampaignStore(db).close(number, AT, line(Act.PLEDGE_CLOSED)) for db in two_processes * 3)
    )
    assert sorted(ended) == [False] * 5 + [True]


async def test_everybody_is_asked_and_reminded_once_and_each_time_with_its_broadcast(two_processes):
    number = await opened(two_processes[0])
    order = BroadcastRequest(
        BroadcastKind.PLEDGE, Content("Mohon berikrar."), "semua", When(), "tg:1", obligatory=True
    )
    new = Placing(order, Phase.FREEZING, AT, line(Act.BROADCAST_ORDERED))
    invited = await at_once(*(CampaignStore(db).invite(number, AT, new) for db in two_processes * 2))
    nudged = await at_once(*(CampaignStore(db).nudge(number, days=7, new=new) for db in two_processes * 2))
    later = await CampaignStore(two_processes[0]).nudge(number, days=3, new=new)
    placed = [one for one in (*invited, *nudged, later) if one is not None]
    found = await BroadcastStore(two_processes[1]).in_phase([Phase.FREEZING])
    assert len(placed) == 3
    assert placed == [one.id for one in found]


async def test_two_who_remind_at_once_order_one_reminder_and_a_minute_later_another(two_processes):
    number = await opened(two_processes[0])
    order = BroadcastRequest(
        BroadcastKind.MANUAL, Content("Mohon berikrar."), f"belum:{number}", When(), "tg:1", campaign=number
    )
    new = Placing(order, Phase.FREEZING, AT, line(Act.BROADCAST_ORDERED))
    minute = timedelta(minutes=1)
    made = await at_once(*(CampaignStore(db).remind(number, new, AT - minute) for db in two_processes * 3))
    assert len(set(made)) == 1
    later = replace(new, at=AT + minute)
    again = await CampaignStore(two_processes[1]).remind(number, later, AT)
    assert [one.id for one in await BroadcastStore(two_processes[0]).recent(9)] == [again, made[0]]


async def test_the_latest_campaigns_come_first(db):
    numbers = [await opened(db) for _ in range(3)]
    assert [one.id for one in await CampaignStore(db).recent(2)] == numbers[:0:-1]
    assert await PledgeStore(db).receipt(1) is None
