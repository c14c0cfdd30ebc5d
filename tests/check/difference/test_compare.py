"""What counts as looser, stricter, a change of ground or of words; and what is said of each."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest

from bot.check.difference import compare
from bot.rulebook.model import Period
from tests.support.knowledge import Base, branch, liking, provision, rule, version

PARTY = (("objek", ("partai",)),)


@pytest.fixture
def old():
    return Base()


@pytest.fixture
def new():
    return Base()


@pytest.fixture
def difference(old, new, tmp_path):
    """Compare the two bases as they are now; a question says the option that it names."""

    def said(question):
        named = tuple(word for word in question.split() if word in old.facts["objek"]["pilihan"])
        return {"objek": named} if named else {}

    return lambda: compare(old.load(tmp_path / "lama"), new.load(tmp_path / "baru"), said)


def test_a_looser_cell_is_told_with_its_facts_days_and_a_question_that_lands_there(new, difference):
    new.rule("suka")["versi"] = [
        version(
            branch("boleh", {"objek": ["partai"]}),
            *liking()["versi"][0]["putusan"],
            andaian={"objek": "calon"},
        )
    ]
    new.rule("suka")["pertanyaan"][7] = "suka foto partai"
    (change,) = difference().looser
    assert (change.rule, change.cases, change.facts) == ("suka", (PARTY,), ("objek: partai",))
    assert change.period == Period(date(2022, 1, 1), None)
    assert [dict(side)["outcome"] for side in (change.shift.was, change.shift.now)] == ["dilarang", "boleh"]
    assert (change.question, change.lands) == ("suka foto partai", True)


def test_a_test_of_the_rule_serves_as_example_where_no_phrasing_lands(new, difference):
    new.table("hadir")[1]["hasil"] = "tergantung"
    (change,) = difference().looser
    assert (change.question, change.lands) == ("hadir bersimbol", True)


def test_without_any_question_that_lands_the_first_phrasing_is_given(new, difference):
    new.table("suka")[1]["hasil"] = "boleh"
    new.rule("suka")["uji"] = []
    (change,) = difference().looser
    assert (change.question, change.lands) == ("suka 0", False)


def test_a_condition_dropped_is_looser_and_one_added_is_stricter(old, new, difference):
    old.table("hadir")[0]["syarat"] = ["tanpa simbol", "di luar jam kerja"]
    new.table("hadir")[0]["syarat"] = ["tanpa simbol"]
    assert [change.rule for change in difference().looser] == ["hadir"]
    old.table("hadir")[0]["syarat"], new.table("hadir")[0]["syarat"] = (
        ["tanpa simbol"],
        ["tanpa simbol", "lain"],
    )
    found = difference()
    assert ([change.rule for change in found.stricter], found.looser) == (["hadir"], ())


def test_a_condition_in_other_capitals_is_a_change_of_words(old, new, difference):
    old.table("hadir")[0]["syarat"], new.table("hadir")[0]["syarat"] = ["Tanpa simbol."], ["tanpa simbol"]
    found = difference()
    assert (found.looser, found.stricter, [one.rule for one in found.words]) == ((), (), ["hadir"])


def test_the_same_ground_become_a_construction_is_a_change_of_basis(new, difference):
    new.table("suka")[0]["dasar"] = [{"ketentuan": "larangan-dukung", "sifat": "tafsir"}]
    found = difference()
    (change,) = found.basis
    assert change.cases == ((("objek", ("calon", "partai")),),)
    assert "tersurat" in dict(change.shift.was)["basis"][0]
    assert "tafsir" in dict(change.shift.now)["basis"][0]
    assert (found.looser, found.stricter, found.words) == ((), (), ())


def test_a_provision_that_moved_is_told_once_with_the_rules_that_rest_on_it(new, difference):
    elsewhere = {"sumber": new.instruments[0]["id"], "letak": "Pasal 6", "isi": "isi"}
    new.instruments[0]["ketentuan"] = [
        provision(one["id"], new.instruments[0]["id"], letak=[elsewhere])
        for one in new.instruments[0]["ketentuan"]
    ]
    changes = difference().basis
    assert [(change.kind, change.id, change.rules) for change in changes] == [
        ("provision", "larangan-dukung", ("hadir", "suka"))
    ]


def test_only_the_words_that_changed_are_told(new, difference):
    new.table("suka")[0]["aman"] = "Lewati."
    (change,) = difference().words
    assert (change.shift.was, change.shift.now) == ((("safe", "Lewati saja."),), (("safe", "Lewati."),))


def test_an_option_that_is_called_otherwise_is_told_where_rules_ask_for_it(new, difference):
    new.facts["simbol"]["pilihan"]["ya"] = "ada simbol"
    new.facts["kontes"]["pilihan"]["pemilu"] = "pemilihan umum"
    (change,) = difference().words
    assert (change.kind, change.id, change.rules) == ("fact", "simbol", ("hadir",))


def test_a_sentence_of_a_sanction_is_told_once(new, difference):
    new.sanctions["ringan"]["pppk"] = "Lain."
    (change,) = difference().words
    assert (change.id, change.shift.was, change.shift.now) == (
        "ringan",
        (("pppk", "PPPK."),),
        (("pppk", "Lain."),),
    )
    assert change.rules == ("hadir",)


def test_another_sanction_is_told_where_a_sanction_is_told_at_all(new, difference):
    new.sanctions["berat"] = {"umum": "Berat."}
    new.rule("hadir")["versi"][0]["sanksi"] = "berat"
    changes = difference().words
    assert {dict(change.shift.now)["sanction"] for change in changes} == {("umum: Berat.",)}
    permitted = {"simbol": "tidak", "waktu": "libur"}
    for change in changes:
        for case in change.cases:
            assert not all(permitted[fact] in options for fact, options in case if fact in permitted)


def test_information_that_reads_otherwise_is_a_change_of_words(new, difference):
    new.rule("lapor")["versi"][0]["isi"] = "Lapor ke BKN."
    (change,) = difference().words
    assert (change.rule, change.cases, change.facts) == ("lapor", ((),), ("",))


def test_a_new_version_changes_only_its_own_days(new, difference):
    lenient = version(branch("tergantung"), berlaku={"sejak": "2027-03-01", "sampai": None})
    strict = liking()["versi"][0] | {"berlaku": {"sejak": "2022-01-01", "sampai": "2027-02-28"}}
    new.rule("suka")["versi"] = [lenient, strict]
    assert {change.period for change in difference().looser} == {Period(date(2027, 3, 1), None)}


def test_a_change_that_outlasts_a_version_is_told_once_with_all_its_days(new, difference):
    later = version(branch("tergantung"), berlaku={"sejak": "2027-03-01", "sampai": None})
    earlier = version(branch("tergantung"), berlaku={"sejak": "2022-01-01", "sampai": "2027-02-28"})
    new.rule("suka")["versi"] = [later, earlier]
    (change,) = difference().looser
    assert change.facts == ("objek: calon / partai / tidak disebut",)
    assert change.period == Period(date(2022, 1, 1), None)


def test_a_test_from_before_the_change_is_no_example_of_it(new, difference):
    later = version(*deepcopy(new.table("hadir")), berlaku={"sejak": "2027-03-01", "sampai": None})
    later["putusan"][1]["hasil"] = "tergantung"
    new.rule("hadir")["versi"][0]["berlaku"]["sampai"] = "2027-02-28"
    new.rule("hadir")["versi"].insert(0, later)
    assert [(one.question, one.lands) for one in difference().looser] == [("hadir 0", False)]


def test_a_ban_that_ends_is_looser_from_the_day_after(new, difference):
    new.rule("suka")["versi"][0]["berlaku"]["sampai"] = "2026-12-31"
    found = difference()
    assert {dict(change.shift.now)["outcome"] for change in found.looser} == {"tidak_berlaku"}
    assert {change.period for change in found.looser} == {Period(date(2027, 1, 1), None)}


def test_the_last_day_of_the_calendar_is_a_day_like_any_other(new, difference):
    new.rule("suka")["versi"][0]["berlaku"]["sampai"] = "9999-12-31"
    assert difference().looser == ()


def test_an_option_the_old_base_did_not_know_is_held_against_not_mentioning_it(new, difference):
    new.facts["objek"]["pilihan"]["kades"] = "calon kepala desa"
    (change,) = [one for one in difference().looser if one.rule == "suka"]
    assert change.facts == ("objek: calon kepala desa",)
    assert [dict(side)["outcome"] for side in (change.shift.was, change.shift.now)] == [
        "dilarang",
        "tergantung",
    ]


def test_another_assumption_changes_what_is_said_without_the_fact(new, difference):
    new.rule("suka")["versi"][0]["andaian"] = {"objek": "penyelenggara"}
    (change,) = difference().looser
    assert change.facts == ("objek: tidak disebut",)


def test_cases_that_change_alike_are_one_change(new, difference):
    new.table("hadir")[2]["hasil"] = "dilarang"
    (change,) = difference().stricter
    assert change.facts == ("simbol: tidak; waktu: jam kerja",)
    new.table("hadir")[1]["jawaban"] = new.table("hadir")[2]["jawaban"] = "Jangan."
    (told,) = [one for one in difference().words if dict(one.shift.was)["answer"] == "Jawaban dilarang."]
    assert told.facts == ("simbol: ya",)


def test_rules_come_and_go_with_their_status(old, new, difference):
    new.rules.append(rule("lapor-baru", version(branch("dilarang"))))
    new.rule("suka")["status"] = "ditangguhkan"
    old.rule("hadir")["status"] = "draf"
    new.table("hadir")[2]["hasil"] = "boleh"
    found = difference()
    assert [(one.rule, one.was, one.now) for one in found.added] == [
        ("hadir", "draf", "berlaku"),
        ("lapor-baru", None, "berlaku"),
    ]
    assert [(one.rule, one.was, one.now) for one in found.removed] == [("suka", "berlaku", "ditangguhkan")]
    assert found.looser == ()


def test_a_rule_loosened_while_suspended_is_looser_all_the_same(old, new, difference):
    old.rule("suka")["status"] = "ditangguhkan"
    new.table("suka")[0]["hasil"] = "tergantung"
    assert [change.rule for change in difference().looser] == ["suka"]


def test_the_loosest_change_comes_first(new, difference):
    new.table("hadir")[1]["hasil"] = "tergantung"
    new.table("suka")[0]["hasil"] = "boleh"
    assert [change.rule for change in difference().looser] == ["suka", "hadir"]


def test_when_a_text_was_last_read_is_no_difference(new, difference):
    new.instruments[0]["dibaca"] = {"pada": "2020-01-01", "bentuk": "berita"}
    assert difference().basis == ()
