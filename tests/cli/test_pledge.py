"""`pledge`: opened, followed, reminded of and closed at a terminal."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

LIST = """nama,nip,status,unit,jabatan,telepon,zona,atasan,telegram_id
Siti Rahma,198501012010012001,PNS,Dinas A/Bidang 2,Analis,,WITA,,77
Budi,,PPNPN,Dinas A,Sopir,,,,78
Citra,198501012010012002,PPPK,Dinas B,Guru,,,,
"""
OWN = "# Komitmen zona integritas\n\nSaya tidak menerima gratifikasi.\n"
OPEN = ("pledge", "open", "--text", "komitmen.md")


@pytest.fixture(autouse=True)
def office(netral, folder: Path) -> None:
    """An office of three, two of whom have joined, and a text of its own."""
    (folder / "pegawai.csv").write_text(LIST, encoding="utf-8")
    (folder / "komitmen.md").write_text(OWN, encoding="utf-8")
    netral("roster", "import", "pegawai.csv", "--yes")


def rows(folder: Path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(folder / "netral.db")) as database:
        return database.execute(query).fetchall()


def opened(netral, *others: str) -> dict:
    result = netral(*OPEN, "--audience", "semua", "--deadline", "2026-11-30", "--json", *others)
    assert (result.code, result.err) == (0, "")
    return json.loads(result.out)


def test_a_pledge_is_opened_and_everybody_who_has_joined_is_invited_now(netral, folder):
    assert opened(netral) == {"id": 1, "recipients": 2, "not_joined": 1}
    assert rows(folder, "SELECT sort, phase, starts_at FROM broadcast") == [("pledge", "running", None)]
    assert rows(folder, "SELECT deadline FROM campaign") == [("2026-11-30 17:00:00.000000",)]
    assert opened(netral)["id"] == 2


def test_its_status_is_one_object(netral):
    opened(netral)
    result = netral("pledge", "status", "1", "--json")
    told = json.loads(result.out)
    assert (result.code, result.err) == (0, "")
    assert told.pop("text").startswith("kantor-")
    assert told == {
        "id": 1,
        "version": "1",
        "audience": "semua",
        "confirmed": 0,
        "questions": 0,
        "objected": 0,
        "unreachable": 0,
        "not_joined": 1,
        "pending": 2,
    }
    assert "sudah 0, belum 2" in netral("pledge", "status", "1").out


def test_the_audience_is_kept_as_it_was_written(netral):
    result = netral(
        *OPEN, "--audience", 'unit:"dinas a" + status:PPNPN', "--deadline", "2026-11-30", "--json"
    )
    assert json.loads(result.out) == {"id": 1, "recipients": 1, "not_joined": 0}
    assert (
        json.loads(netral("pledge", "status", "1", "--json").out)["audience"]
        == 'unit:"dinas a" + status:PPNPN'
    )


def test_it_is_said_in_words_too(netral):
    result = netral(*OPEN, "--audience", "semua", "--deadline", "2026-11-30")
    assert (result.code, result.out) == (0, "Ikrar nomor 1: 2 diundang, 1 belum bergabung.\n")


def test_a_date_is_the_end_of_that_day_in_the_office_s_zone(netral, folder):
    expected = {
        "2026-11-30": "2026-11-30 17:00:00",
        "20261130": "2026-11-30 17:00:00",
        "2026-11-22": "2026-11-22 17:00:00",
        "2026-11-30T16:00": "2026-11-30 09:00:00",
        "2026-11-30 16:00": "2026-11-30 09:00:00",
        "2026-11-30T16:00+09:00": "2026-11-30 07:00:00",
    }
    for deadline in expected:
        assert netral(*OPEN, "--audience", "semua", "--deadline", deadline).code == 0
    found = rows(folder, "SELECT deadline FROM campaign ORDER BY id")
    assert [kept[:19] for (kept,) in found] == list(expected.values())


BAD = [
    ("--deadline", "2026-11-21", "belum lewat"),
    ("--deadline", "besok", "tidak terbaca"),
    ("--deadline", "", "tidak terbaca"),
    ("--deadline", "9999-12-31", "tidak terbaca"),
    ("--audience", "unit:Z", "Unit 'Z' tidak ada"),
    ("--audience", "belum:1", "Belum ada ikrar bernomor 1"),
    ("--audience", "", "tidak terbaca"),
    ("--text", "ikrar-palsu", "Naskah 'ikrar-palsu' tidak ada"),
    ("--text", "tidak-ada.md", "tidak-ada.md: tidak dapat dibaca"),
    ("--text", "kosong.md", "baris pertama judulnya"),
    ("--text", "biner.md", "bukan teks UTF-8"),
]


def test_what_cannot_be_opened_is_bad_input_and_opens_nothing(netral, folder):
    (folder / "kosong.md").write_text("")
    (folder / "biner.md").write_bytes(b"\xff\xfe\x00")
    for option, value, complaint in BAD:
        given = {"--text": "komitmen.md", "--audience": "semua", "--deadline": "2026-11-30", option: value}
        result = netral("pledge", "open", *(part for pair in given.items() for part in pair), "--json")
        assert (result.code, result.out, complaint in result.err) == (2, "", True), result.err
    assert rows(folder, "SELECT id FROM campaign") == rows(folder, "SELECT id FROM broadcast") == []


def test_closing_ends_it_once(netral, folder):
    opened(netral)
    assert netral("pledge", "close", "1").code == 0
    again = netral("pledge", "close", "1")
    assert (again.code, again.out, "sudah berakhir" in again.err) == (1, "", True)
    assert rows(folder, "SELECT phase FROM broadcast") == [("cancelled",)]
    assert netral("pledge", "remind", "1").code == 2


def test_one_step_invites_again_whoever_has_no_row(netral, folder):
    opened(netral)
    result = netral("pledge", "remind", "1")
    assert (result.code, result.out) == (0, "2 orang diundang lagi.\n")
    assert rows(folder, "SELECT audience FROM broadcast ORDER BY id") == [("semua",), ("belum:1",)]


def test_a_number_of_no_pledge_is_bad_input(netral):
    for command in ("status", "close", "remind"):
        for number in ("7", "0", "2147483647", "9999999999", "9" * 30, "x"):
            result = netral("pledge", command, number)
            assert (result.code, result.out) == (2, "")
            assert result.err
