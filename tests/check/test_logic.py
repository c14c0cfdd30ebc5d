"""Combinations, assumptions and order: each of them refuses a table that breaks it."""

from __future__ import annotations

import pytest

from tests.support.knowledge import branch


def has(report, message):
    return [line for line in report.errors if message in line] != []


def test_two_branches_for_one_case_are_refused(examine, base):
    base.table("suka").insert(1, branch("wajib", {"objek": ["partai", "penyelenggara"]}))
    assert has(examine(), "bertumpuk dengan cabang di baris")


def test_branches_that_say_the_same_may_overlap(examine, base):
    base.table("suka").insert(1, branch("dilarang", {"objek": ["partai", "penyelenggara"]}))
    assert not has(examine(), "bertumpuk")


def test_a_branch_hidden_behind_another_is_refused(examine, base):
    base.table("suka").insert(1, branch("dilarang", {"objek": ["partai"]}))
    assert has(examine(), "tidak pernah tercapai; cabang lain sudah memuatnya")


def test_a_branch_for_what_the_rule_excludes_is_refused(examine, base):
    base.rule("suka")["tentang"]["bukan"] = {"objek": ["calon", "partai"]}
    assert has(examine(), "tidak pernah tercapai: tentang.bukan mengecualikan objek")


def test_a_branch_for_what_the_rule_is_not_about_is_refused(examine, base):
    base.rule("hadir")["tentang"]["perlu"]["simbol"] = ["tidak"]
    assert has(examine(), "tidak pernah tercapai: tentang.perlu meminta simbol yang lain")


@pytest.mark.parametrize("outcome", ["boleh", "boleh_dengan_syarat"])
def test_a_default_that_permits_is_refused(examine, base, outcome):
    base.table("suka")[-1] = branch(outcome)
    assert has(examine(), f"selain_itu berbunyi {outcome}; yang tidak diketahui paling longgar tergantung")


def test_an_assumption_that_loosens_is_refused(examine, base):
    base.table("suka").insert(0, branch("boleh", {"objek": ["penyelenggara"]}))
    base.rule("suka")["versi"][0]["andaian"] = {"objek": "penyelenggara"}
    assert has(examine(), "andaian objek: penyelenggara memberi boleh, padahal objek: calon memberi dilarang")


def test_an_assumption_that_only_leaves_things_open_is_accepted(examine, base):
    base.rule("suka")["versi"][0]["andaian"] = {"objek": "penyelenggara"}
    assert not has(examine(), "andaian")


def test_an_assumption_about_nothing_is_refused(examine, base):
    base.rule("suka")["versi"][0]["andaian"]["waktu"] = "libur"
    assert has(examine(), "andaian 'waktu' tidak dipakai cabang mana pun")


def test_a_verdict_that_loosens_as_a_fact_worsens_is_refused(examine, base):
    base.table("hadir")[1]["jika"] = {"simbol": ["tidak"], "waktu": ["jam_kerja"]}
    base.table("hadir")[0]["jika"] = {"simbol": ["ya"]}
    assert has(examine(), "putusan melonggar saat fakta memburuk: simbol tidak memberi")
