"""Calendars and reminders: in their order, each with its source, and no text that cannot be sent."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from bot.check.law.stages import MOST_SIGNS, problems
from bot.config import Settings
from bot.rulebook.reading.load import load
from tests.remind.made import book, contest, reminder, stage

DAY = date(2026, 11, 1)
KINDS = (
    "sebelum_penetapan",
    "setelah_penetapan",
    "kampanye",
    "masa_tenang",
    "hari_pemungutan",
    "sesudah_pemungutan",
)


def day(n: int) -> date:
    return DAY + timedelta(days=n)


def season(**changes):
    """Every stage for ten days, one after the other; `changes` are by kind."""
    stages = [stage(kind, day(10 * n), kind, day(10 * n + 9)) for n, kind in enumerate(KINDS)]
    return [replace(one, **changes.get(one.kind, {})) for one in stages]


def found(*stages, reminders=(), rules=()):
    made = replace(book((contest(*stages),), tuple(reminders)), rules={one.id: one for one in rules})
    return [problem.message for problem in problems(made)]


def rule(active: bool):
    return SimpleNamespace(id="suka", active=active)


def test_a_season_in_its_order_is_sound():
    assert found(*season()) == []


def test_the_calendar_and_reminders_that_are_shipped_are_sound():
    assert list(problems(load(Settings(_env_file=None).knowledge))) == []


def test_a_stage_without_a_source_is_refused():
    assert found(*season(kampanye={"source": None})) == ["tahap 'kampanye' belum menyebut sumbernya"]


@pytest.mark.parametrize(("earlier", "later"), list(itertools.pairwise(KINDS)))
def test_a_stage_that_begins_before_the_one_before_it_is_refused(earlier, later):
    begins = day(10 * KINDS.index(earlier) - 1)
    told = found(*season(**{later: {"start": begins, "end": begins}}))
    assert f"tahap {later} mulai sebelum {earlier}; periksa tanggalnya" in told


def test_stages_between_which_one_is_missing_are_compared_all_the_same():
    stages = [one for one in season(kampanye={"start": day(-5)}) if one.kind != "setelah_penetapan"]
    assert "tahap kampanye mulai sebelum sebelum_penetapan; periksa tanggalnya" in found(*stages)


def test_stages_may_begin_on_the_same_day():
    assert found(*season(sesudah_pemungutan={"start": day(40)})) == []


def test_unknown_days_are_out_of_nothing():
    assert found(*(replace(one, start=None, end=None) for one in season())) == []


@pytest.mark.parametrize(
    ("earlier", "later"), [("kampanye", "masa_tenang"), ("masa_tenang", "hari_pemungutan")]
)
def test_quiet_time_that_overlaps_is_refused(earlier, later):
    begins = day(10 * KINDS.index(later))
    told = found(*season(**{earlier: {"end": begins}}))
    assert told == [f"tahap {earlier} belum selesai ketika {later} mulai ({begins})"]


def test_a_second_round_has_a_campaign_of_its_own():
    again = [
        stage("kampanye-2", day(60), "kampanye", day(69)),
        stage("masa_tenang-2", day(70), "masa_tenang", day(72)),
        stage("hari-2", day(73), "hari_pemungutan", day(73)),
    ]
    assert found(*season(), *again) == []


def test_the_quiet_time_of_a_second_round_must_be_quiet_too():
    again = [
        stage("kampanye-2", day(60), "kampanye", day(70)),
        stage("masa_tenang-2", day(70), "masa_tenang", day(72)),
    ]
    assert found(*season(), *again) == [f"tahap kampanye belum selesai ketika masa_tenang mulai ({day(70)})"]


def test_a_reminder_on_a_rule_in_force_is_sound():
    assert found(reminders=[reminder()], rules=[rule(active=True)]) == []


def test_a_reminder_on_a_draft_is_refused():
    told = found(reminders=[reminder()], rules=[rule(active=False)])
    assert told == ["pengingat berdiri di atas aturan 'suka' yang tidak berlaku"]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"text": "x" * (MOST_SIGNS + 1)}, f"teks {MOST_SIGNS + 1} huruf; paling banyak {MOST_SIGNS}"),
        ({"lasts": 0}, "berlaku_hari paling sedikit 1; pengingat tanpa batas dapat sampai terlambat"),
        ({"text": "Awas!"}, "teks memakai tanda seru; pengingat berbicara tenang"),
    ],
)
def test_a_reminder_that_is_too_long_never_ends_or_shouts_is_refused(changes, complaint):
    assert found(reminders=[reminder(**changes)]) == [complaint]


def test_a_text_of_just_the_length_is_sound():
    assert found(reminders=[reminder(text="x" * MOST_SIGNS, lasts=1)]) == []


def test_a_problem_names_the_file():
    made = book((contest(stage("a", DAY, ends=None)),), (reminder(text="!"),))
    spoilt = replace(made, contests={"pilkada": contest(replace(stage("a", DAY), source=None))})
    assert [(one.path, one.line) for one in problems(spoilt)] == [
        ("tahapan/pilkada.yaml", 1),
        ("medsos.yaml", 1),
    ]
