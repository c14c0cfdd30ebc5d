"""A day's stage comes from the contest that is meant; without one it lies outside all stages."""

from __future__ import annotations

from datetime import date

import pytest

from bot.rulebook.calendar import current, situated, stage_on, undated, upcoming
from tests.support.knowledge import Base


def stage(name, kind, start, end, **changes):
    shape = {"id": name, "nama": name, "jenis": kind, "mulai": start, "selesai": end, "keyakinan": "tinggi"}
    return {**shape, **changes}


@pytest.fixture
def book(tmp_path):
    base = Base()
    base.contests = [
        {
            "id": "pilkada-2024",
            "nama": "Pilkada 2024",
            "kontes": "pilkada",
            "tahap": [
                stage("daftar", "sebelum_penetapan", "2024-08-27", "2024-09-21"),
                stage(
                    "mutasi",
                    "sebelum_penetapan",
                    "2024-03-22",
                    "tidak diketahui",
                    catatan="Berbeda tiap daerah.",
                ),
                stage("ad-hoc", "di_luar_tahapan", "2024-04-17", "2024-11-05"),
                stage("penetapan", "setelah_penetapan", "2024-09-22", "2024-09-23"),
                stage("kampanye", "kampanye", "2024-09-25", "2024-11-23"),
                stage("sengketa", "setelah_penetapan", "2024-09-22", "2024-10-30"),
            ],
        },
        {
            "id": "pilkada-2031",
            "nama": "Pilkada 2031",
            "kontes": "pilkada",
            "tahap": [stage("kampanye-2031", "kampanye", "2031-09-25", "2031-11-23")],
        },
    ]
    return base.load(tmp_path)


def test_a_day_has_the_stage_of_the_contest_meant(book):
    now = stage_on(book, date(2024, 8, 30), "pilkada")
    assert (now.contest.id, now.stage.id, now.kind) == ("pilkada-2024", "daftar", "sebelum_penetapan")


def test_of_stages_at_once_the_one_begun_last_counts(book):
    assert stage_on(book, date(2024, 10, 15), "pilkada").stage.id == "kampanye"


def test_a_contest_may_be_named_by_its_id(book):
    assert stage_on(book, date(2031, 10, 1), "pilkada-2031").kind == "kampanye"


@pytest.mark.parametrize(
    ("day", "contest"),
    [(date(2024, 10, 15), None), (date(2024, 10, 15), "pemilu"), (date(2026, 11, 22), "pilkada")],
)
def test_a_day_of_no_contest_lies_outside_all_stages(book, day, contest):
    now = stage_on(book, day, contest)
    assert (now.contest, now.stage, now.kind) == (None, None, "di_luar_tahapan")


def test_between_two_stages_what_was_reached_still_holds(tmp_path):
    base = Base()
    stages = [
        stage("penetapan", "setelah_penetapan", "2024-09-22", "2024-09-23"),
        stage("kampanye", "kampanye", "2024-09-25", "2024-11-23"),
    ]
    base.contests = [{"id": "pilkada-2024", "nama": "Pilkada", "kontes": "pilkada", "tahap": stages}]
    now = stage_on(base.load(tmp_path), date(2024, 9, 24), "pilkada")
    assert (now.stage, now.kind) == (None, "setelah_penetapan")


def test_a_question_is_placed_in_the_stage_of_its_contest(book):
    facts = situated(book, {"kontes": ("pilkada",)}, date(2024, 10, 15))
    assert facts["tahap"] == ("kampanye",)


def test_the_stage_said_wins_over_the_calendar(book):
    facts = situated(book, {"kontes": ("pilkada",), "tahap": ("sebelum_penetapan",)}, date(2024, 10, 15))
    assert facts["tahap"] == ("sebelum_penetapan",)


def test_the_calendar_tells_what_runs_and_what_comes(book):
    day = date(2024, 9, 24)
    assert [entry.stage.id for entry in current(book, day)] == ["ad-hoc", "sengketa"]
    assert [entry.stage.id for entry in upcoming(book, day)] == ["kampanye", "kampanye-2031"]
    assert [entry.stage.id for entry in upcoming(book, day, 1)] == ["kampanye"]


def test_stages_without_both_dates_are_listed_apart(book):
    assert [entry.stage.note for entry in undated(book)] == ["Berbeda tiap daerah."]
