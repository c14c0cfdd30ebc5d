"""Audience expressions: what they mean, and what is said of those that mean nothing."""

import re
from contextlib import suppress
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.audience import AudienceError, Term, TermKind, parse, unit_named


@pytest.mark.parametrize(
    ("written", "terms"),
    [
        ("semua", [Term(TermKind.ALL)]),
        ("SEMUA", [Term(TermKind.ALL)]),
        ('unit:"Dinas A"', [Term(TermKind.UNIT, "Dinas A")]),
        ("unit:Dinas A", [Term(TermKind.UNIT, "Dinas A")]),
        ('unit:"Dinas A / Bidang 1"', [Term(TermKind.UNIT, "Dinas A/Bidang 1")]),
        ('unit:"A + B: C"', [Term(TermKind.UNIT, "A + B: C")]),
        ("status:pppk", [Term(TermKind.STATUS, "PPPK")]),
        ("peran:HR", [Term(TermKind.ROLE, "hr")]),
        ("peran:pemilik", [Term(TermKind.ROLE, "pemilik")]),
        ("belum:7", [Term(TermKind.MISSING, "7")]),
        ("belum:999999999", [Term(TermKind.MISSING, "999999999")]),
        ("  semua  ", [Term(TermKind.ALL)]),
        ("semua\n", [Term(TermKind.ALL)]),
        ("Unit : Dinas A", [Term(TermKind.UNIT, "Dinas A")]),
        ("status:PNS+peran:hr", [Term(TermKind.STATUS, "PNS"), Term(TermKind.ROLE, "hr")]),
        ('status:PNS + unit:"A" + belum:7', [Term(TermKind(k), v) for k, v in (
            ("status", "PNS"), ("unit", "A"), ("belum", "7"))]),
        ("status:PNS+status:pns", [Term(TermKind.STATUS, "PNS")]),
    ],
)  # fmt: skip
def test_an_expression_is_read(written, terms):
    assert list(parse(written)) == terms


BAD = [
    ("", "tidak terbaca"),
    ("+", "tidak terbaca"),
    ("semua+", "tidak terbaca"),
    ("+semua", "tidak terbaca"),
    ("semua semua", "tidak terbaca"),
    ("semua, unit:A", "tidak terbaca"),
    ('unit:"Dinas A', "tidak terbaca"),
    ('unit:"A"B', "tidak terbaca"),
    ('unit:A"B"', "tidak terbaca"),
    ("12345", "tidak terbaca"),
    ("bidang:A", "'bidang' bukan sasaran"),
    ("kamu", "'kamu' bukan sasaran"),
    ("semua:ya", "ditulis tanpa titik dua"),
    ("semua:", "ditulis tanpa titik dua"),
    ("unit", "'unit:' belum diisi"),
    ("unit:", "'unit:' belum diisi"),
    ('unit:""', "'unit:' belum diisi"),
    ('unit:"  "', "'unit:' belum diisi"),
    ("status:+peran:hr", "'status:' belum diisi"),
    ("status:honorer", "Status 'honorer' tidak ada"),
    ("peran:camat", "Peran 'camat' tidak ada"),
    ("belum:nomor tujuh", "harus menyebut nomor ikrar"),
    ("belum:IK-7", "'belum:IK-7' harus menyebut nomor ikrar"),
    ("belum:-7", "harus menyebut nomor ikrar"),
    ("belum:7²", "harus menyebut nomor ikrar"),
    ("belum:1000000000", "harus menyebut nomor ikrar"),
    (f"unit:{'A' * 496}", "terlalu panjang; paling banyak 500"),
]


def refusal(written):
    with pytest.raises(AudienceError) as refused:
        parse(written)
    return str(refused.value)


@pytest.mark.parametrize(("written", "told"), BAD)
def test_what_cannot_be_read_is_refused_with_its_reason(written, told):
    assert told in refusal(written)


@pytest.mark.parametrize("written", [written for written, _ in BAD])
def test_every_refusal_is_one_indonesian_sentence_or_two(written):
    told = refusal(written)
    assert re.match(r"[A-Z']", told)
    assert told.endswith(".")
    assert not re.search(r"\b(the|not|is|of|expected|invalid|error|None|StrEnum|Role|Status\.)\b", told)


@pytest.mark.parametrize("written", ["", "unit:", "bidang:A"])
def test_who_wrote_something_unreadable_is_shown_the_choices(written):
    assert "semua, unit:" in refusal(written)


@pytest.mark.parametrize(
    ("written", "choice"), [("status:x", "PNS, CPNS, PPPK, PPNPN"), ("peran:x", "pemilik, hr, kepala")]
)
def test_who_named_no_status_or_role_is_shown_those_that_there_are(written, choice):
    assert choice in refusal(written)


@pytest.mark.parametrize("written", [f'unit:{" " * 490}"', " " * 500, f"semua{' ' * 494}x", "+" * 500])
def test_a_refusal_comes_at_once_however_long_the_expression_may_be(written):
    began = perf_counter()
    assert "tidak terbaca" in refusal(written)
    assert perf_counter() - began < 0.1


def test_as_much_as_may_be_written_is_read():
    assert parse(f"unit:{'A' * 495}") == (Term(TermKind.UNIT, "A" * 495),)


PIECES = st.sampled_from(
    ["semua", "unit", "status", "peran", "belum", ":", "+", '"', " ", "\n", "/", "PNS", "hr"]
)


@given(st.text(max_size=60) | st.lists(PIECES, max_size=12).map("".join))
def test_whatever_is_written_there_are_terms_or_a_refusal(written):
    with suppress(AudienceError):
        assert parse(written)


@given(
    st.lists(
        st.sampled_from(["semua", "status:PPPK", 'unit:"Dinas A"', "peran:hr", "belum:7"]),
        min_size=1,
        max_size=5,
    )
)
def test_every_distinct_term_counts_once_in_the_order_written(written):
    assert parse("+".join(written)) == tuple(parse(term)[0] for term in dict.fromkeys(written))


UNITS = ["Dinas A", "Dinas A/Umum", "Dinas B", "Dinas B/Umum", "Dinas B/Umum/Arsip", "Kota/Dinas A"]


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("Dinas B", "Dinas B"),
        ("dinas b", "Dinas B"),
        ("Arsip", "Dinas B/Umum/Arsip"),
        ("dinas b/umum", "Dinas B/Umum"),
    ],
)
def test_a_unit_is_found_by_its_path_or_by_its_own_name(written, unit):
    assert unit_named(UNITS, written) == unit


def test_a_whole_path_comes_before_the_name_of_a_unit_further_down():
    assert unit_named(UNITS, "Dinas A") == "Dinas A"


def test_of_a_name_that_several_units_have_all_are_told():
    with pytest.raises(AudienceError, match="Ada 2 unit bernama 'umum': Dinas A/Umum; Dinas B/Umum"):
        unit_named(UNITS, "umum")


@pytest.mark.parametrize("written", ["Dinas", "A", "Dinas C", "", "B/Umum"])
def test_part_of_a_name_is_no_unit(written):
    with pytest.raises(AudienceError, match="tidak ada dalam daftar pegawai"):
        unit_named(UNITS, written)


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_can_be_meant_by_writing_its_path(unit):
    assert unit_named(UNITS, unit) == unit


def test_of_two_units_that_differ_in_case_the_one_written_exactly_is_meant():
    assert unit_named(["Dinas A", "DINAS A"], "DINAS A") == "DINAS A"
