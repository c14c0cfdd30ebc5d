"""The way out: evenly, as fast as allowed, never faster in any second, whatever comes in between."""

from __future__ import annotations

import asyncio
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outbox.rate_limit import PerChatLimiter, RateLimiter
from tests.outbox.fast_forward import fast_forward


@dataclass
class Trace:
    """What went by in front of one RateLimiter, each with its time."""

    rate: float
    left: list[float] = field(default_factory=list)
    order: list[int] = field(default_factory=list)
    replies: list[float] = field(default_factory=list)
    halts: list[tuple[float, float]] = field(default_factory=list)

    async def runs(self, events: list[tuple[float, str, float]]) -> Trace:
        """Each event after a pause: so many messages at once, a reply, or a halt."""
        way, now = RateLimiter(self.rate), asyncio.get_running_loop().time
        number = 0

        async def leave(me: int) -> None:
            await way.slot()
            self.left.append(now())
            self.order.append(me)

        async with asyncio.TaskGroup() as group:
            for pause, kind, amount in events:
                await asyncio.sleep(pause)
                if kind == "halt":
                    way.halt(amount)
                    self.halts.append((now(), now() + amount))
                elif kind == "reply":
                    way.replied()
                    self.replies.append(now())
                else:
                    for _ in range(int(amount)):
                        group.create_task(leave(number))
                        number += 1
        return self


def most_within(times: list[float], seconds: float) -> int:
    """The most that fall into any half-open stretch of so many seconds."""
    return max((bisect_left(times, at + seconds) - n for n, at in enumerate(times)), default=0)


rates = st.sampled_from([0.3, 1, 1.5, 2, 7, 25, 29.9, 30, 100, 250])
pauses = st.sampled_from([0.0, 0.01, 0.2, 0.9, 1.0, 1.1, 5.0])
events = st.lists(
    st.one_of(
        st.tuples(pauses, st.just("send"), st.sampled_from([1, 2, 9, 40])),
        st.tuples(pauses, st.just("reply"), st.just(0)),
        st.tuples(pauses, st.just("halt"), st.sampled_from([0.1, 1.0, 3.5])),
    ),
    max_size=12,
)
lateness = st.lists(st.sampled_from([0.0, 0.001, 0.02, 0.05, 0.3, 2.0]), min_size=1, max_size=7)


@settings(max_examples=150)
@given(rate=rates, events=events, late=lateness)
def test_no_second_ever_holds_more_than_the_rate_whatever_comes(rate, events, late):
    delays = iter(late * 2000)
    trace = fast_forward(Trace(rate).runs(events), lambda: next(delays))
    assert most_within(trace.left, 1.0) <= max(1, floor(rate))
    assert len(trace.left) == sum(amount for _, kind, amount in events if kind == "send")


@settings(max_examples=150)
@given(rate=rates.filter(lambda rate: rate >= 1), events=events)
def test_messages_make_room_for_the_replies_before_them(rate, events):
    trace = fast_forward(Trace(rate).runs(events))
    for at in trace.left:
        before = [one for one in (*trace.left, *trace.replies) if at - 1 < one < at]
        assert len(before) < floor(rate)


@settings(max_examples=150)
@given(rate=rates, events=events, late=lateness)
def test_nothing_leaves_during_a_halt_and_the_first_to_wait_leaves_first(rate, events, late):
    delays = iter(late * 2000)
    trace = fast_forward(Trace(rate).runs(events), lambda: next(delays))
    assert not [at for at in trace.left for begun, ends in trace.halts if begun < at < ends]
    assert trace.order == sorted(trace.order)


@pytest.mark.parametrize("rate", [1, 2, 10, 25, 30, 99])
def test_undisturbed_it_is_even_and_at_least_98_percent_of_the_rate(rate):
    left = fast_forward(Trace(rate).runs([(0, "send", 10 * rate)])).left
    gaps = [after - before for before, after in pairwise(left)]
    assert max(gaps) - min(gaps) < 1e-6
    assert (len(left) - 1) / (left[-1] - left[0]) >= 0.98 * rate


@pytest.mark.parametrize("rate", [100, 500, 1000])
def test_at_high_rates_one_in_a_hundred_is_left_free(rate):
    left = fast_forward(Trace(rate).runs([(0, "send", 3 * rate)])).left
    assert (len(left) - 1) / (left[-1] - left[0]) >= 0.97 * rate


def test_what_a_busy_loop_is_late_by_is_made_up():
    left = fast_forward(Trace(25).runs([(0, "send", 500)]), lambda: 0.015).left
    assert (len(left) - 1) / (left[-1] - left[0]) >= 0.95 * 25
    assert most_within(left, 1.0) <= 25


def test_after_a_long_silence_there_is_no_burst():
    left = fast_forward(Trace(25).runs([(0, "send", 1), (60, "send", 50)])).left[1:]
    gaps = [after - before for before, after in pairwise(left)]
    assert min(gaps) > 0.03


def test_after_a_halt_there_is_no_burst():
    left = fast_forward(Trace(25).runs([(0, "send", 10), (0.1, "halt", 30), (1, "send", 40)])).left
    assert most_within([at for at in left if at > 1030], 0.1) <= 3


def test_a_shorter_halt_does_not_end_a_longer_one():
    async def halted() -> float:
        way = RateLimiter(25)
        way.halt(10)
        way.halt(1)
        return way.halted_for

    assert fast_forward(halted()) == pytest.approx(10)


def test_who_gives_up_waiting_does_not_hold_up_the_next():
    async def one_gives_up() -> float:
        way, now = RateLimiter(1), asyncio.get_running_loop().time
        await way.slot()
        waiting = asyncio.ensure_future(way.slot())
        await asyncio.sleep(0.5)
        waiting.cancel()
        begun = now()
        await way.slot()
        return now() - begun

    assert fast_forward(one_gives_up()) == pytest.approx(0.52)


def times_of(*chats: int) -> list[float]:
    """When messages asked for at once, in this order, may go to these chats; from 0."""

    async def ask() -> list[float]:
        ready, now = PerChatLimiter(), asyncio.get_running_loop().time
        begun = now()

        async def one(chat: int) -> float:
            await ready.ready(chat)
            return now() - begun

        return await asyncio.gather(*map(one, chats))

    return fast_forward(ask())


def test_a_person_gets_one_message_a_second():
    assert times_of(7, 7, 7) == pytest.approx([0, 1, 2])


def test_different_people_do_not_wait_for_each_other():
    assert times_of(*range(1, 50)) == [0] * 49


def test_a_group_gets_twenty_a_minute():
    times = times_of(*[-100] * 41)
    assert times == pytest.approx([0] * 20 + [60] * 20 + [120])


def test_only_the_latest_some_thousand_chats_are_remembered():
    *first, forgotten, known = times_of(*range(1, 4098), 1, 4097)
    assert first == [0] * 4097
    assert (forgotten, known) == (0, pytest.approx(1))
