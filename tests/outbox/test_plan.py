"""From an order to who may get it when: now, at a moment, at 08.00 on everybody's own clock, not at night."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.outbox.model import BroadcastKind, BroadcastRequest, Content, When
from bot.outbox.plan import OFFICE, ZONES, DeliveryPolicy, snapshot_for
from bot.outbox.quiet import Days
from bot.people.audience import Term, TermKind

WIB, WITA, WIT = ZONES["WIB"], ZONES["WITA"], ZONES["WIT"]
POLICY = DeliveryPolicy((time(20), time(6)), 3, WITA)
EVERYBODY = (Term(TermKind.ALL),)
# Monday, 09.00 in Jakarta.
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
AT_ONCE = When()
EIGHT = datetime(2026, 11, 28, 8, tzinfo=WITA)


def frozen(when=AT_ONCE, sort=BroadcastKind.MANUAL, obligatory=False, policy=POLICY, now=NOW):
    order = BroadcastRequest(sort, Content("teks"), "semua", when, "tg:1", obligatory)
    return snapshot_for(order, EVERYBODY, frozenset({900}), policy, now)


def test_now_is_now_everywhere():
    assert set(frozen().dues.values()) == {NOW}


def test_there_is_a_time_for_every_zone_of_the_list_and_for_the_office():
    assert set(frozen().dues) == {"WIB", "WITA", "WIT", OFFICE}


def test_a_moment_is_the_same_moment_everywhere():
    assert set(frozen(When(EIGHT)).dues.values()) == {EIGHT}


def test_a_local_time_is_the_same_wall_clock_in_every_zone():
    dues = frozen(When(EIGHT, is_local=True)).dues
    assert {due.astimezone(POLICY.zones[name]).time() for name, due in dues.items()} == {time(8)}
    assert dues["WIT"] + timedelta(hours=2) == dues["WITA"] + timedelta(hours=1) == dues["WIB"]
    assert dues[OFFICE] == dues["WITA"] == EIGHT


def test_a_local_time_is_read_on_the_clock_of_the_office_in_whichever_zone_it_is_written():
    same = EIGHT.astimezone(UTC)
    assert frozen(When(same, is_local=True)) == frozen(When(EIGHT, is_local=True))


@pytest.mark.parametrize("sort", [BroadcastKind.REMINDER, BroadcastKind.NUDGE])
def test_the_considerate_wait_for_the_morning_of_each_zone(sort):
    evening = datetime(2026, 11, 23, 19, tzinfo=WIB)  # 20.00 WITA, 21.00 WIT
    dues = frozen(When(evening), sort).dues
    assert dues["WIB"] == evening
    assert dues["WITA"] == dues[OFFICE] == datetime(2026, 11, 24, 6, tzinfo=WITA)
    assert dues["WIT"] == datetime(2026, 11, 24, 6, tzinfo=WIT)


@pytest.mark.parametrize("sort", [BroadcastKind.MANUAL, BroadcastKind.PLEDGE])
def test_what_hr_sends_itself_goes_in_the_night_too(sort):
    night = datetime(2026, 11, 23, 23, tzinfo=WIB)
    assert set(frozen(When(night), sort).dues.values()) == {night}
    assert set(frozen(sort=sort, now=night.astimezone(UTC)).dues.values()) == {night}


def test_a_reminder_for_now_in_the_night_waits():
    night = datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert min(frozen(sort=BroadcastKind.REMINDER, now=night).dues.values()) > night


def test_days_off_are_those_of_each_zone():
    # Saturday begins two hours earlier in Jayapura.
    policy = DeliveryPolicy(None, 3, WIB, Days(frozenset({5, 6})))
    late_friday = datetime(2026, 11, 27, 22, 30, tzinfo=WIB)
    dues = frozen(When(late_friday), BroadcastKind.NUDGE, policy=policy).dues
    assert dues["WIB"] == late_friday
    assert dues["WIT"] == datetime(2026, 11, 30, 0, 30, tzinfo=WIT)


def test_the_cap_counts_the_local_day_on_which_it_is_due():
    plan = frozen(When(datetime(2026, 11, 23, 23, tzinfo=WIB)), BroadcastKind.REMINDER)
    assert plan.cap == 3
    for name, due in plan.dues.items():
        first, after = plan.days[name]
        assert first <= due < after
    assert plan.days["WIB"][0] == datetime(2026, 11, 24, tzinfo=WIB)
    assert plan.days["WIT"][0] == datetime(2026, 11, 24, tzinfo=WIT)


@pytest.mark.parametrize(
    ("sort", "cap"),
    [
        (BroadcastKind.MANUAL, None),
        (BroadcastKind.PLEDGE, None),
        (BroadcastKind.REMINDER, 3),
        (BroadcastKind.NUDGE, 3),
    ],
)
def test_only_the_considerate_are_capped(sort, cap):
    assert frozen(sort=sort).cap == cap


def test_terms_owners_and_duty_are_handed_on():
    plan = frozen(obligatory=True)
    assert (plan.terms, plan.owners, plan.obligatory) == (EVERYBODY, frozenset({900}), True)
