"""`roster`: a list taken over, taken back and counted at a terminal, as in chat and without Telegram."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

LIST = """nama,nip,status,unit,jabatan,telepon,zona,atasan,telegram_id
Siti Rahma,198501012010012001,PNS,Dinas A/Bidang 2,Analis,081234567890,WITA,,77
Budi,,PPNPN,Dinas A,Sopir,,,Siti Rahma,
"""


@pytest.fixture
def listed(folder: Path) -> Path:
    """The list of an office of two."""
    file = folder / "pegawai.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


def counts(result) -> dict[str, int]:
    return json.loads(result.out)


def test_a_list_is_taken_over_and_counted(netral, listed):
    result = netral("roster", "import", "pegawai.csv", "--yes", "--json")
    assert (result.code, result.err) == (0, "")
    assert counts(result) == {"added": 2, "changed": 0, "left": 0, "unchanged": 0}
    told = netral("roster", "count", 'unit:"dinas a"', "--json")
    assert json.loads(told.out) == {"active": 2, "joined": 1, "not_joined": 1}


def test_the_same_list_again_changes_nothing(netral, listed):
    netral("roster", "import", "pegawai.csv", "--yes")
    again = netral("roster", "import", "pegawai.csv", "--yes", "--json")
    assert counts(again) == {"added": 0, "changed": 0, "left": 0, "unchanged": 2}


def test_without_yes_and_without_anybody_to_ask_nothing_is_written(netral, listed):
    result = netral("roster", "import", "pegawai.csv", "--json")
    assert counts(result)["added"] == 2
    assert json.loads(netral("roster", "count", "--json").out)["active"] == 0


def test_a_list_without_yes_says_how_to_apply_it(netral, listed):
    assert "Tambahkan --yes" in netral("roster", "import", "pegawai.csv").out


def test_defects_are_named_by_row_and_column_and_nothing_is_written(netral, listed):
    listed.write_text(LIST.replace("PPNPN", "PNS").replace("WITA", "WITB"), encoding="utf-8")
    result = netral("roster", "import", "pegawai.csv", "--yes")
    assert (result.code, result.out) == (2, "")
    assert [line.partition(":")[0] for line in result.err.splitlines()] == [
        "baris 2, kolom zona",
        "baris 3, kolom nip",
    ]
    assert json.loads(netral("roster", "count", "--json").out)["active"] == 0


def test_a_file_that_is_not_there_is_named(netral):
    result = netral("roster", "import", "tidak-ada.xlsx", "--yes")
    assert (result.code, "tidak-ada.xlsx: berkas tidak dapat dibaca" in result.err) == (2, True)


def test_headings_that_mean_nothing_are_told(netral, listed):
    listed.write_text(LIST.replace("jabatan", "golongan"), encoding="utf-8")
    assert "Kolom 'golongan' tidak dipakai." in netral("roster", "import", "pegawai.csv", "--yes").err


def test_the_last_list_is_taken_back_once(netral, listed):
    netral("roster", "import", "pegawai.csv", "--yes")
    assert netral("roster", "undo").code == 0
    assert json.loads(netral("roster", "count", "--json").out)["active"] == 0
    assert netral("roster", "undo").code == 1


def test_the_template_can_be_filled_in_and_is_never_overwritten(netral, folder):
    assert netral("roster", "template", "templat.xlsx").code == 0
    assert (folder / "templat.xlsx").read_bytes().startswith(b"PK")
    assert netral("roster", "template", "templat.xlsx").code == 2


@pytest.mark.parametrize(
    ("audience", "complaint"),
    [
        ('unit:"Dinas Z"', "Unit 'Dinas Z' tidak ada"),
        ("status:ASN", "Status 'ASN' tidak ada"),
        ("belum:7", "Belum ada ikrar bernomor 7"),
        ("unit:", "'unit:' belum diisi"),
    ],
)
def test_an_audience_that_means_nobody_is_refused(netral, listed, audience, complaint):
    netral("roster", "import", "pegawai.csv", "--yes")
    result = netral("roster", "count", audience)
    assert (result.code, complaint in result.err) == (2, True)


def test_telephone_numbers_are_kept_as_hashes_only(netral, listed, folder):
    netral("roster", "import", "pegawai.csv", "--yes")
    with closing(sqlite3.connect(folder / "netral.db")) as connection:
        assert "81234567890" not in "\n".join(connection.iterdump())


def test_another_key_file_is_refused(netral, listed, folder):
    netral("roster", "import", "pegawai.csv", "--yes")
    (folder / "netral.key").unlink()
    result = netral("roster", "count")
    assert (result.code, "Berkas kunci bukan pasangan basis data ini" in result.err) == (2, True)
