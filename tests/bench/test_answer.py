"""The benchmark of answering runs, and its figures have the promised shape."""

from __future__ import annotations

import json
import random

import pytest

from bot.bench.answer import mistyped
from tests.cli.conftest import base, folder, netral

__all__ = ["base", "folder", "netral"]


@pytest.mark.usefixtures("folder")
def test_the_figures_come_as_one_object(netral, monkeypatch, request):
    monkeypatch.setattr("bot.bench.answer.COLD_RUNS", 1)
    monkeypatch.setenv("PYTHONPATH", str(request.config.rootpath))
    result = netral("bench", "answer", "--json")
    told = json.loads(result.out)
    assert (result.code, result.err) == (0, "")
    assert {"ready_ms", "cold_ms", "rss_mb", "p50_us", "p99_us", "per_s", "peer"} <= told.keys()
    assert {"p50_us", "p99_us", "per_s"} <= told["peer"].keys()
    assert 0 < told["p50_us"] <= told["p99_us"]


def test_a_mistyped_question_is_nearly_the_question():
    text = "boleh menyukai unggahan calon"
    wrong = {mistyped(text, random.Random(seed)) for seed in range(40)}
    assert all(abs(len(one) - len(text)) <= 1 for one in wrong)
    assert len(wrong) > 20


def test_a_text_without_letters_stays():
    assert mistyped("2024!", random.Random(1)) == "2024!"
