"""Which reminders a calendar asks for, when they are proposed, and what a moved stage does to them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.remind.model import State
from bot.remind.plan import AHEAD, APART, due, missed, moved, wanted, withdrawn
from tests.remind.made import book, contest, reminder, stage

DAY = date(2026, 11, 25)
WEEK = timedelta(days=7)
ONE = timedelta(days=1)
USUAL = (reminder(),)


def asked(*stages, reminders=USUAL):
    return list(wanted(book((contest(*stages),), reminders)))


def one(starts=DAY, **changes):
    (found,) = asked(stage("a", starts))
    return replace(found, **changes)


def known(*planned):
    return {each.key: each for each in planned}


@pytest.mark.parametrize("days", [-2, 0, 3])
def test_a_reminder_leaves_so_many_days_from_the_beginning_of_its_stage(days):
    (found,) = asked(stage("a", DAY), reminders=(reminder(days=days),))
    assert (found.stage_starts, found.send_on) == (DAY, DAY + days * ONE)
    assert (found.stage_name, found.title) == ("Tahap a · Kontes pilkada", "Judul medsos")
    assert (found.audience, found.state, found.broadcast) == ("semua", State.PROPOSED, None)


def test_only_stages_of_its_kinds_with_a_known_beginning_ask_for_it():
    stages = (stage("a", DAY, "masa_tenang"), stage("b", None), stage("c", DAY))
    assert [each.stage for each in asked(*stages)] == ["c"]


def test_the_end_of_a_stage_need_not_be_known():
    assert asked(stage("a", DAY, ends=None))


def test_where_stages_follow_closely_only_the_first_has_the_same_words():
    stages = [stage("a", DAY), stage("b", DAY + APART - ONE), stage("c", DAY + APART)]
    assert [each.stage for each in asked(*stages)] == ["a", "c"]


def test_stages_of_one_day_are_told_apart_in_the_same_way_each_time():
    stages = [stage("b", DAY), stage("a", DAY)]
    assert (
        [each.stage for each in asked(*stages)] == [each.stage for each in asked(*reversed(stages))] == ["a"]
    )


def test_different_texts_for_one_stage_do_not_wait_for_each_other():
    assert len(asked(stage("a", DAY), reminders=(reminder("x"), reminder("y")))) == 2


def test_each_contest_is_reminded_of_by_itself():
    contests = (contest(stage("a", DAY), name="pilkada"), contest(stage("b", DAY), name="pemilu"))
    assert [each.stage for each in wanted(book(contests))] == ["a", "b"]


@given(st.lists(st.integers(0, 60), max_size=8), st.integers(-5, 5))
def test_the_same_words_are_never_asked_for_twice_within_a_fortnight(offsets, days):
    stages = [stage(f"s{n}", DAY + offset * ONE) for n, offset in enumerate(offsets)]
    found = sorted(each.send_on for each in asked(*stages, reminders=(reminder(days=days),)))
    assert all(later - earlier >= APART for earlier, later in itertools.pairwise(found))
    assert bool(found) == bool(offsets)


@pytest.mark.parametrize(
    ("today", "proposed"),
    [(DAY - AHEAD - ONE, False), (DAY - AHEAD, True), (DAY, True), (DAY + ONE, False)],
)
def test_it_is_proposed_from_a_week_ahead_until_its_day(today, proposed):
    assert bool(due([one()], {}, today)) is proposed


def test_what_was_proposed_is_not_proposed_again_whatever_became_of_it():
    for state in State:
        assert due([one()], known(one(state=state)), DAY) == []


def test_the_soonest_is_proposed_first():
    found = asked(stage("a", DAY), reminders=(reminder("x", days=2), reminder("y", days=1)))
    assert [each.reminder for each in due(found, {}, DAY)] == ["y", "x"]


def test_what_nobody_decided_on_is_missed_the_day_after():
    waiting, decided = one(), one(state=State.APPROVED)
    assert missed([waiting, decided], DAY) == []
    assert missed([waiting, decided], DAY + ONE) == [waiting]


@pytest.mark.parametrize("state", [State.PROPOSED, State.APPROVED, State.SKIPPED])
def test_with_its_stage_a_reminder_moves(state):
    (change,) = moved([one(DAY + WEEK)], known(one(state=state, text="punya kantor")), DAY - ONE)
    assert change.before.send_on == DAY
    assert (change.after.stage_starts, change.after.send_on) == (DAY + WEEK, DAY + WEEK)
    assert (change.after.state, change.after.text) == (state, "punya kantor")


def test_where_nothing_moved_nothing_moves():
    assert moved([one()], known(one()), DAY) == []


@pytest.mark.parametrize("state", [State.APPROVED, State.SKIPPED])
def test_what_has_left_already_stays_as_it_was(state):
    assert moved([one(DAY + WEEK)], known(one(state=state)), DAY + ONE) == []


@pytest.mark.parametrize("state", [State.MISSED, State.PROPOSED])
def test_what_was_missed_on_its_old_day_is_proposed_for_the_new_one(state):
    (change,) = moved([one(DAY + WEEK)], known(one(state=state)), DAY + ONE)
    assert change.after.state is State.PROPOSED


@pytest.mark.parametrize(
    ("state", "then"),
    [
        (State.PROPOSED, State.MISSED),
        (State.APPROVED, State.MISSED),
        (State.SKIPPED, State.SKIPPED),
    ],
)
def test_what_moves_into_the_past_is_missed(state, then):
    (change,) = moved([one(DAY - WEEK)], known(one(state=state)), DAY - ONE)
    assert change.after.state is then


def test_from_one_past_day_to_another_nobody_need_hear():
    assert moved([one(DAY - WEEK)], known(one(state=State.MISSED)), DAY + ONE) == []


@pytest.mark.parametrize(
    ("state", "gone"),
    [(State.PROPOSED, True), (State.APPROVED, True), (State.SKIPPED, False), (State.MISSED, False)],
)
def test_what_the_calendar_no_longer_asks_for_is_withdrawn(state, gone):
    assert bool(withdrawn([], known(one(state=state)), DAY)) is gone


def test_what_is_past_or_still_asked_for_is_not_withdrawn():
    assert withdrawn([one()], known(one()), DAY) == []
    assert withdrawn([], known(one(state=State.APPROVED)), DAY + ONE) == []


def test_buttons_of_one_day_mean_nothing_on_another():
    prints = [one().fingerprint, one(DAY + ONE).fingerprint, one(reminder="y").fingerprint]
    assert len(set(prints)) == 3
    assert all(len(each) <= 16 for each in prints)
