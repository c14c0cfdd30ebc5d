"""The benchmark of pledges runs, small and quick, and insists that everybody is recorded once and told."""

from __future__ import annotations

import json

import pytest

from bot.bench import pledge
from bot.bench.arrivals import percentile
from bot.bench.pledge import LostError, office, verifying
from tests.cli.conftest import base, folder, netral
from tests.support.chat import knowledge

__all__ = ["base", "folder", "knowledge", "netral"]

MANY, RATE = 10_000, 300


@pytest.mark.usefixtures("folder")
def test_the_figures_come_as_one_object(netral, monkeypatch):
    monkeypatch.setattr(pledge, "VERIFIED", 200)
    result = netral("bench", "pledge", "--json", "--people", "40", "--rate", "200")
    told = json.loads(result.out)
    assert (result.code, result.err) == (0, "")
    assert told.keys() == {
        "people",
        "rate",
        "ack_p50_ms",
        "ack_p99_ms",
        "one_instant_s",
        "pledges_per_s",
        "recorded_per_s",
        "peer",
        "verify_s_per_100k",
    }
    assert (told["people"], told["rate"]) == (40, 200)
    assert 0 < told["ack_p50_ms"] <= told["ack_p99_ms"]
    assert told["pledges_per_s"] > 0
    assert 0 < told["peer"]["recorded_per_s"] < told["recorded_per_s"]


async def test_three_hundred_at_once_are_recorded_once_each_and_all_told(knowledge, tmp_path):
    """The office itself insists on one row for each, an unbroken chain and an edited message for each."""
    async with office(knowledge, tmp_path, 300) as here:
        told = await here.taps(None)
    assert len(told.waits) == 300
    assert max(told.waits) <= told.took + 0.001


async def test_a_lost_tap_is_noticed(knowledge, tmp_path):
    async with office(knowledge, tmp_path, 3) as here:
        await here.taps(None)
        with pytest.raises(LostError, match="3 taps lost, 0 doubled"):
            await here.insist(99)


def test_examining_is_timed_over_rows_that_hold():
    assert verifying(50) > 0


@pytest.mark.proof
async def test_ten_thousand_at_three_hundred_a_second_are_told_within_two_seconds(knowledge, tmp_path):
    async with office(knowledge, tmp_path, MANY) as here:
        told = await here.taps(RATE)
    assert percentile(told.waits, 0.99) < 2.0


@pytest.mark.proof
async def test_ten_thousand_in_one_instant_are_told_within_a_minute(knowledge, tmp_path):
    async with office(knowledge, tmp_path, MANY) as here:
        told = await here.taps(None)
    assert told.took < 60
