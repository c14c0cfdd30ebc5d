"""What should not stay as it is gives a warning and never stops the bot."""

from __future__ import annotations

from bot.rulebook.digest import digest


def only(report, message):
    assert report.errors == ()
    return [message in line for line in report.warnings] == [True]


def test_a_release_nobody_approved(examine, base):
    base.release["disahkan"] = None
    assert only(examine(), "rilis belum disahkan biro hukum")


def sign(base, book, *names):
    head = {"oleh": "Rahma", "jabatan": "Kabag Hukum", "tanggal": "2026-12-01", "surat": "1/2026"}
    for name in names:
        base.rule(name)["disahkan"] = {**head, "sidik": digest(book, book.rules[name])}


def test_some_rules_signed_and_others_not(examine, base, tmp_path):
    base.release["disahkan"] = None
    sign(base, base.load(tmp_path), "suka", "hadir")
    report = examine()
    assert only(report, "1 aturan belum disahkan biro hukum; jawabannya menyebutkan itu")
    assert (report.signed, report.unsigned, report.stale) == (2, 1, 0)


def test_every_rule_signed_is_as_good_as_a_release_that_was(examine, base, tmp_path):
    base.release["disahkan"] = None
    sign(base, base.load(tmp_path), *(rule["id"] for rule in base.rules))
    assert examine().warnings == ()


def test_rules_changed_after_they_were_signed_are_named_in_one_line(examine, base, tmp_path):
    sign(base, base.load(tmp_path), "suka", "hadir", "lapor")
    for name in ("suka", "hadir"):
        base.table(name)[0]["jawaban"] = "Jawaban lain."
    report = examine()
    assert only(report, "rilis.yaml:1: berubah sesudah disahkan, mintakan pengesahan lagi: hadir, suka")
    assert (report.signed, report.unsigned, report.stale) == (3, 0, 2)


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
