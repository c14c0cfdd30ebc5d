"""Texts that would shout, ramble, mislead or show one group another's sanctions are refused."""

from __future__ import annotations

import pytest


def has(report, message):
    return [line for line in report.errors if message in line] != []


def test_a_title_too_long_for_a_button_is_refused(examine, base):
    base.rule("suka")["judul"] = "M" * 49
    assert has(examine(), "judul 49 huruf; paling banyak 48")


@pytest.mark.parametrize("key", ["jawaban", "aman"])
def test_a_raised_voice_is_refused(examine, base, key):
    base.table("suka")[0][key] = "Jangan!"
    assert has(examine(), "tanda seru tidak dipakai dalam jawaban: 'Jangan!'")


def test_the_name_of_the_complaints_channel_is_no_raised_voice(examine, base):
    base.rule("lapor")["versi"][0]["isi"] = "Lapor melalui SP4N-LAPOR! atau Bawaslu."
    assert examine().errors == ()


def test_a_raised_voice_in_a_sanction_is_refused(examine, base):
    base.sanctions["ringan"]["umum"] = "Awas!"
    assert has(examine(), "tanda seru")


def test_a_rambling_answer_is_refused(examine, base):
    base.table("suka")[0]["jawaban"] = "**Tidak boleh.** Satu. Dua. Tiga."
    assert has(examine(), "jawaban 4 kalimat; paling banyak 3")


@pytest.mark.parametrize("key", ["jawaban", "aman"])
def test_a_long_answer_is_refused(examine, base, key):
    base.table("suka")[0][key] = "a" * 401
    assert has(examine(), f"{key} 401 huruf; paling banyak 400")


def test_a_long_information_is_refused(examine, base):
    base.rule("lapor")["versi"][0]["isi"] = "a" * 1501
    assert has(examine(), "isi 1501 huruf; paling banyak 1500")


@pytest.mark.parametrize("group", ["pppk", "ppnpn"])
@pytest.mark.parametrize(
    "words",
    [
        "potongan tukin",
        "Potongan tunjangan kinerja",
        "penurunan jabatan 12 bulan",
        "penurunan atau pembebasan jabatan",
        "pemberhentian dengan hormat tidak atas permintaan sendiri",
        "sanksi moral",
    ],
)
def test_a_sanction_of_pns_shown_to_others_is_refused(examine, base, group, words):
    base.sanctions["ringan"][group] = f"Dapat dikenai {words}."
    assert has(examine(), f"sanksi {group} memuat")


def test_a_sanction_of_pns_shown_to_pns_is_accepted(examine, base):
    base.sanctions["ringan"]["pns"] = "Dapat dikenai potongan tunjangan kinerja."
    assert examine().errors == ()


def test_sending_reports_to_a_closed_office_is_refused(examine, base):
    base.rule("lapor")["versi"][0]["isi"] = "Laporkan ke Bawaslu, BKN, atau KASN."
    assert has(examine(), "KASN sudah tidak menerima laporan")


def test_telling_that_the_office_closed_is_accepted(examine, base):
    base.rule("lapor")["versi"][0]["isi"] = "KASN tidak lagi menerima laporan. Lapor ke Bawaslu."
    assert examine().errors == ()
