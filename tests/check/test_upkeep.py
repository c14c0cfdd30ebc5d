"""What should not stay as it is gives a warning and never stops the bot."""

from __future__ import annotations


def only(report, message):
    assert report.errors == ()
    return [message in line for line in report.warnings] == [True]


def test_a_release_nobody_approved(examine, base):
    base.release["disahkan"] = None
    assert only(examine(), "rilis belum disahkan biro hukum")


def test_an_approval_older_than_its_release(examine, base):
    base.release["disahkan"]["tanggal"] = "2026-11-21"
    assert only(examine(), "pengesahan 2026-11-21 lebih tua daripada rilis 2026-11-22")


def test_a_sanction_without_words_for_one_group(examine, base):
    base.sanctions["ringan"]["ppnpn"] = None
    assert only(examine(), "sanksi 'ringan' belum punya kalimat untuk: ppnpn")


def test_a_sanction_that_is_general_for_all_is_no_omission(examine, base):
    base.sanctions["kepala-desa"] = {"umum": "Dapat dikenai teguran."}
    assert examine().warnings == ()


def test_a_rule_silent_on_the_day_of_the_release(examine, base):
    base.rule("suka")["versi"][0]["berlaku"]["sampai"] = "2026-11-21"
    assert only(examine(), "tidak berlaku pada hari rilis (2026-11-22)")
