"""A broadcast that goes wrong as a whole is noticed, once; ones and twos that refuse are no alarm."""

from __future__ import annotations

import pytest

from bot.outbox.alarm import SAME_REFUSALS, UNKNOWN_IN_A_ROW, Alarm, Trouble
from bot.outbox.outcome import Rejected, Sent, Unknown, Unreachable


@pytest.fixture
def alarm() -> Alarm:
    return Alarm()


def hear(alarm: Alarm, outcome, times: int, broadcast: int = 1) -> list[Trouble]:
    heard = [alarm.hear(broadcast, outcome) for _ in range(times)]
    return [trouble for trouble in heard if trouble is not None]


@pytest.mark.parametrize(
    ("outcome", "limit", "trouble"),
    [
        (Rejected("wrong: file"), SAME_REFUSALS, Trouble("refused", "wrong: file")),
        (Unreachable("blocked"), 5 * SAME_REFUSALS, Trouble("unreachable", "blocked")),
        (Unknown("timeout"), UNKNOWN_IN_A_ROW, Trouble("unanswered", "")),
    ],
)
def test_the_same_so_often_in_a_row_is_told_at_the_last_of_them(alarm, outcome, limit, trouble):
    assert hear(alarm, outcome, limit - 1) == []
    assert hear(alarm, outcome, 1) == [trouble]


def test_after_the_alarm_it_counts_anew(alarm):
    assert len(hear(alarm, Rejected("x"), 3 * SAME_REFUSALS)) == 3


def test_one_success_clears_it(alarm):
    hear(alarm, Rejected("x"), SAME_REFUSALS - 1)
    alarm.hear(1, Sent(5))
    assert hear(alarm, Rejected("x"), SAME_REFUSALS - 1) == []


def test_different_refusals_do_not_add_up(alarm):
    for n in range(3 * SAME_REFUSALS):
        assert alarm.hear(1, Rejected(f"reason {n % 2}")) is None


def test_different_ways_of_an_answer_staying_away_add_up(alarm):
    heard = [alarm.hear(1, Unknown(f"reason {n}")) for n in range(UNKNOWN_IN_A_ROW)]
    assert heard[-1] == Trouble("unanswered", "")


def test_each_broadcast_counts_for_itself(alarm):
    hear(alarm, Rejected("x"), SAME_REFUSALS - 1, broadcast=1)
    assert hear(alarm, Rejected("x"), SAME_REFUSALS - 1, broadcast=2) == []
    alarm.hear(2, Sent(1))
    assert len(hear(alarm, Rejected("x"), 1, broadcast=1)) == 1


def test_it_tells_how_many_answers_have_stayed_away(alarm):
    assert alarm.unanswered(1) == 0
    hear(alarm, Unknown("timeout"), 3)
    assert alarm.unanswered(1) == 3
    alarm.hear(1, Rejected("x"))
    assert alarm.unanswered(1) == 0
