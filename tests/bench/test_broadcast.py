"""The benchmark of broadcasts runs, small and quick, and its figures have the promised shape and meaning."""

from __future__ import annotations

import json

import pytest

from bot.bench import broadcast
from bot.bench.arrivals import held, percentile, windows
from bot.bench.office import FIRST_CHAT
from bot.bench.rig import BenchError, Seen, process, wait
from tests.cli.conftest import base, folder, netral

__all__ = ["base", "folder", "netral"]

OURS = {
    "recipients",
    "rate_set",
    "latency_ms",
    "frozen",
    "freeze_s",
    "frozen_per_s",
    "rate_held",
    "windows_above",
    "worst_window",
    "answers",
    "answers_p50_ms",
    "answers_p99_ms",
    "rss_mb",
    "lost",
    "doubled",
    "unknown",
    "resume_s",
    "peer",
}


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(broadcast, "KILL_SECONDS", 0.4)
    monkeypatch.setattr(broadcast, "PEER_SECONDS", 1.5)


@pytest.mark.usefixtures("folder", "short")
def test_the_figures_come_as_one_object(netral):
    result = netral(
        "bench",
        "broadcast",
        "--json",
        "--recipients",
        "90",
        "--rate",
        "60",
        "--latency-ms",
        "5",
        "--frozen",
        "500",
    )
    told = json.loads(result.out)
    assert (result.code, result.err) == (0, "")
    assert told.keys() == OURS
    assert told["frozen"] == 500
    assert 20 < told["rate_held"] <= 70
    assert told["worst_window"] <= 90
    assert told["answers"] > 0
    assert 5 <= told["answers_p50_ms"] <= told["answers_p99_ms"]
    assert (told["lost"], told["doubled"]) == (0, 0)
    # What was in hand, and outcomes that were known but not yet written.
    assert told["unknown"] <= 30
    assert told["resume_s"] > 0
    peer = told["peer"]
    assert {"rate_held", "windows_above", "worst_window", "answers_p99_ms", "lost", "doubled"} <= peer.keys()
    assert peer["lost"] == 0


@pytest.mark.usefixtures("folder")
def test_a_bot_that_does_not_start_is_told_with_what_it_said(netral, monkeypatch):
    def fails(*_):
        raise BenchError("NETRAL_TOKEN ditolak")

    monkeypatch.setattr(broadcast, "measure", fails)
    result = netral("bench", "broadcast")
    assert (result.code, result.out) == (2, "")
    assert "NETRAL_TOKEN ditolak" in result.err


def test_a_process_that_ends_too_early_has_its_last_words(tmp_path):
    with (
        process(tmp_path, "bot.bench.canned", "banyak") as failing,
        pytest.raises(BenchError, match="banyak"),
    ):
        wait(lambda: False, failing, tmp_path)


def test_steady_messages_hold_their_rate_without_a_window_above_it():
    times = [n / 32 for n in range(320)]
    assert held(times) == pytest.approx(32, abs=0.2)
    assert windows(times, 32) == (0, 32)


def test_a_burst_is_seen_in_every_window_that_holds_it():
    times = sorted([n / 8 for n in range(50)] + [2.0] * 5)
    assert windows(times, 8) == (12, 13)


def test_the_steady_part_leaves_out_what_starts_and_ends_slowly():
    times = [0.0, *(1 + n / 20 for n in range(160)), 12.0]
    assert held(times) == pytest.approx(16, abs=0.2)


def test_a_percentile_is_one_of_the_values():
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile(range(100), 0.99) == 99
    assert percentile([7], 0.99) == 7


def test_unknown_recipients_are_not_lost():
    seen = Seen([1.0, 2.0, 3.0], [FIRST_CHAT, FIRST_CHAT, FIRST_CHAT + 1], (), ())
    assert seen.missed(4, {FIRST_CHAT + 2}) == (1, 1)
