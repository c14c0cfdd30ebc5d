"""`ask`: one question, to be read or as JSON."""

from __future__ import annotations

import json

import pytest

from bot.cli.asking.ask import WIDTH, wrapped


def test_an_answer_begins_with_the_verdict_and_names_its_basis(netral):
    lines = netral("ask", "suka foto calon").out.splitlines()
    assert lines[0].startswith("⛔ Tidak boleh.")
    assert any(line.startswith("Dasar: PP-1 Pasal 5 huruf n") for line in lines)


def test_without_a_date_it_answers_for_today(netral):
    assert "Per 22 Nov 2026 " in netral("ask", "suka foto calon").out


def test_a_date_can_be_asked_for(netral):
    assert "Per 15 Okt 2024 " in netral("ask", "suka foto calon", "--on", "2024-10-15").out


def test_what_is_given_decides(netral):
    told = json.loads(netral("ask", "hadir di sana", "--given", "simbol=tidak", "--json").out)
    assert (told["outcome"], told["facts"]["simbol"]) == ("allowed_with_conditions", "tidak")


def test_several_values_of_a_fact_are_joined_by_commas(netral):
    told = json.loads(netral("ask", "suka", "--given", "objek=penyelenggara, calon", "--json").out)
    assert told["outcome"] == "prohibited"


def test_json_is_one_object_and_nothing_else(netral):
    result = netral("ask", "suka foto calon", "--json")
    told = json.loads(result.out)
    assert (result.code, result.err, result.out.count("\n")) == (0, "", 1)
    assert told["citations"] == [{"instrument": "PP-1", "pinpoint": "Pasal 5 huruf n"}]


def test_a_question_back_is_shown_with_its_options(netral):
    result = netral("ask", "hadir di sana")
    assert "Ada simbol?" in result.out
    assert "- ya" in result.out.splitlines()[-1]


def test_nothing_is_wider_than_a_letter(netral):
    assert max(len(line) for line in netral("ask", "suka foto calon").out.splitlines()) <= WIDTH


def test_a_long_list_item_continues_under_itself():
    first, second = wrapped("• " + "kata " * 20).splitlines()
    assert (first[:2], second[:2]) == ("• ", "  ")


@pytest.mark.parametrize("text", ["", "   ", "😀😀", "\x00", "boleh " * 3000, "<b>'\"; DROP TABLE"])
def test_any_text_gets_an_answer(netral, text):
    result = netral("ask", text)
    assert (result.code, bool(result.out.strip())) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "Tulis pertanyaannya"),
        (["suka calon", "--on", "kemarin"], "Tanggal 'kemarin' tidak terbaca"),
        (["suka calon", "--on", "2026-02-30"], "Tanggal '2026-02-30' tidak terbaca"),
        (["suka calon", "--on", "1999-01-01"], "Tidak ada aturan yang berlaku pada 1999-01-01"),
        (["suka calon", "--given", "objek"], "Fakta 'objek' belum bernilai"),
        (["suka calon", "--given", "warna=biru"], "Fakta 'warna' tidak dikenal"),
        (["suka calon", "--given", "objek=tetangga"], "Nilai 'tetangga' tidak ada pada fakta 'objek'"),
        (["suka calon", "--given", "simbol=ya,tidak"], "hanya boleh satu nilai"),
        (["suka calon", "--out", "x.jsonl"], "--out dipakai bersama --batch"),
        (["--batch", "x.jsonl"], "--batch memerlukan --out"),
        (["suka calon", "--batch", "x.jsonl", "--out", "y.jsonl"], "--batch dipakai sendiri"),
        (["suka calon", "--pada", "2024-10-15"], "Pilihan --pada tidak dikenal"),
        (["suka calon", "--on"], "Pilihan --on memerlukan nilai"),
        (["suka", "calon"], "Perintah tidak terbaca"),
    ],
)
def test_bad_input_is_refused_in_one_sentence(netral, arguments, complaint):
    result = netral("ask", *arguments)
    assert (result.code, result.out) == (2, "")
    assert complaint in result.err


def test_an_unknown_command_is_refused(netral):
    result = netral("tanya", "suka calon")
    assert (result.code, result.out) == (2, "")
    assert "netral --help" in result.err
