"""Phrasings, confusable neighbours and inline tests go through the reader, and each can fail."""

from __future__ import annotations

from tests.support.knowledge import NOTHING, lands_on, trial


def has(lines, message):
    return [line for line in lines if message in line] != []


def test_a_phrasing_that_lands_on_another_rule_is_refused(examine, reader):
    reader.told["suka 3"] = lands_on("hadir", "suka")
    assert has(examine().errors, "pertanyaan 'suka 3' mendarat di 'hadir'")


def test_a_phrasing_that_is_not_recognised_is_warned_of(examine, reader):
    reader.told["suka 3"] = NOTHING
    report = examine()
    assert has(report.warnings, "pertanyaan 'suka 3' tidak dikenali")
    assert report.errors == ()


def test_a_phrasing_for_which_only_others_are_offered_is_warned_of(examine, reader):
    reader.told["suka 3"] = lands_on("hadir", "lapor", sure=False)
    report = examine()
    assert has(report.warnings, "pertanyaan 'suka 3' hanya ditawarkan: lapor, hadir")
    assert report.errors == ()


def test_a_rule_with_too_few_recognised_phrasings_is_refused(examine, base, reader):
    for text in base.rule("suka")["pertanyaan"][7:]:
        reader.told[text] = NOTHING
    assert has(examine().errors, "hanya 7 pertanyaannya yang dikenali; sekurangnya 8")


def test_a_phrasing_for_which_its_rule_is_offered_is_accepted(examine, reader):
    reader.told["suka 3"] = lands_on("hadir", "suka", sure=False)
    assert examine().errors == ()


def test_more_than_twelve_phrasings_belong_among_the_training_lines(examine, base):
    base.rule("suka")["pertanyaan"] += ["suka 12"]
    assert has(examine().errors, "13 pertanyaan; paling banyak 12, selebihnya ke latihan/umum.jsonl")


def test_fewer_than_eight_phrasings_are_refused(examine, base):
    del base.rule("suka")["pertanyaan"][7:]
    assert has(examine().errors, "baru 7 pertanyaan; sekurangnya 8")


def test_few_phrasings_are_warned_of(examine, base):
    del base.rule("suka")["pertanyaan"][8:]
    report = examine()
    assert has(report.warnings, "pertanyaannya tipis: 8")
    assert report.errors == ()


def test_the_same_phrasing_under_two_rules_is_refused(examine, base, reader):
    base.rule("suka")["pertanyaan"][0] = "Hadir  3"
    reader.told["Hadir  3"] = lands_on("suka")
    assert has(examine().errors, "pertanyaan yang sama sudah ada di")


def test_a_neighbour_that_lands_here_is_refused(examine, reader):
    reader.told["lapor ke mana"] = lands_on("suka")
    assert has(examine().errors, "bukan_ini 'lapor ke mana' mendarat di 'suka', seharusnya 'lapor'")


def test_a_rule_without_neighbours_is_warned_of(examine, base):
    base.rule("suka")["bukan_ini"] = []
    assert has(examine().warnings, "belum ada bukan_ini")


def test_a_test_that_comes_out_otherwise_is_refused(examine, base):
    base.rule("suka")["uji"][0]["harap"] = "boleh"
    assert has(examine().errors, "uji 'suka foto calon': diharap boleh, hasilnya dilarang")


def test_a_test_that_lands_elsewhere_is_refused(examine, reader):
    reader.told["suka foto calon"] = lands_on("lapor")
    assert has(examine().errors, "uji 'suka foto calon': diharap dilarang, hasilnya mendarat di 'lapor'")


def test_a_test_may_expect_candidates_to_be_offered(examine, base, reader):
    base.rule("suka")["uji"].append(trial("suka atau lapor", "pilih"))
    reader.told["suka atau lapor"] = lands_on("lapor", "suka", sure=False)
    assert examine().errors == ()


def test_a_test_on_a_day_outside_the_rule_is_refused(examine, base):
    base.rule("suka")["uji"][0]["pada"] = "2020-01-01"
    assert has(examine().errors, "hasilnya tidak berlaku pada 2020-01-01")


def test_the_facts_a_test_gives_win_over_those_read(examine, reader):
    reader.told["suka foto KPU"] = lands_on("suka", facts={"objek": ("calon",)})
    assert examine().errors == ()


def test_a_test_is_placed_in_the_stage_of_its_day(examine, base, reader):
    stage = {
        "id": "k",
        "nama": "Kampanye",
        "jenis": "kampanye",
        "mulai": "2024-09-25",
        "selesai": "2024-11-23",
        "sumber": "pp-1",
        "keyakinan": "tinggi",
    }
    base.contests = [{"id": "pilkada-2024", "nama": "Pilkada", "kontes": "pilkada", "tahap": [stage]}]
    base.table("suka")[0]["jika"] = {"tahap": ["kampanye"]}
    base.rule("suka")["versi"][0].pop("andaian")
    reader.told["suka foto calon"] = lands_on("suka", facts={"kontes": ("pilkada",)})
    base.rule("suka")["uji"][2]["harap"] = "tergantung"
    assert examine().errors == ()


def test_fewer_than_three_tests_are_refused(examine, base):
    del base.rule("suka")["uji"][2:]
    assert has(examine().errors, "baru 2 uji; sekurangnya 3")


def test_a_draft_rule_is_not_read_for(examine, base, reader):
    base.rule("lapor")["status"] = "draf"
    reader.told["lapor 3"] = lands_on("suka")
    assert not has(examine().errors, "lapor 3")
