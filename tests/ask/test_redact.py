"""What is kept of an unanswered question: enough to write a rule from, nothing to find a person by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ask.redact import redact


@pytest.mark.parametrize(
    "written",
    ["081234567890", "0812-3456-7890", "+62 812 3456 7890", "(021) 555 1234", "0 8 1 2 3 4 5 6 7"],
)
def test_a_telephone_number_is_taken_out_however_it_is_grouped(written):
    assert redact(f"hubungi {written} ya") == "hubungi [nomor] ya"


@pytest.mark.parametrize("written", ["198001012005011001", "19800101 200501 1 001", "3201234567890001"])
def test_a_nip_or_nik_is_taken_out(written):
    assert redact(f"saya {written}") == "saya [nomor]"


def test_a_number_cannot_hide_behind_other_digits_or_invisible_characters():
    assert redact("８１２３４５６７８ dan 0812\u200b3456\u200b7890") == "[nomor] dan [nomor]"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("surel budi.s@contoh.go.id", "surel [surel]"),
        ("akun @budi_88 itu", "akun [akun] itu"),
        ("buka https://t.me/grup?x=1 dulu", "buka [tautan] dulu"),
        ("gabung t.me/grup_asn", "gabung [tautan]"),
        ("cek www.contoh.web", "cek [tautan]"),
    ],
)
def test_addresses_handles_and_links_are_taken_out(written, kept):
    assert redact(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "apakah PP 94/2021 pasal 5 huruf n angka 6 berlaku di 2024?",
        "boleh foto pose 2 jari tanggal 27/11/2024 atau 2024-11-27 jam 09.30",
        "SE 18/2023 dan SKB 2/2022",
        "dukung calon nomor 1 atau 02?",
    ],
)
def test_what_the_question_is_about_stays(written):
    assert redact(written) == written


def test_line_breaks_become_spaces_and_control_characters_vanish():
    assert redact("boleh\n\tlike\x00 ga\ud800") == "boleh like ga"


@given(st.text(max_size=300))
def test_redacting_twice_changes_nothing_more(text):
    once = redact(text)
    assert redact(once) == once


@given(st.text(max_size=50), st.integers(10**9, 10**12), st.text(max_size=50))
def test_no_long_number_survives_whatever_stands_around_it(before, number, after):
    assert str(number) not in redact(f"{before} {number} {after}")
