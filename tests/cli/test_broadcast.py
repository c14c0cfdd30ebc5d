"""`broadcast`: ordered and steered at a terminal; nothing is sent here, bad input is told in sentences."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.people.audit import Act

LIST = """nama,nip,status,unit,jabatan,telepon,zona,atasan,telegram_id
Siti,198501012010012001,PNS,Dinas A,Analis,,WITA,,77
Budi,,PPNPN,Dinas A/Umum,Sopir,,,,78
Citra,198501012010012002,PPPK,Dinas B,Guru,,WIT,,79
Dewi,,PPNPN,Dinas B,Sopir,,,,
"""
STATES = ["planned", "sending", "sent", "unreachable", "rejected", "unknown", "expired", "cancelled"]


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The database and what belongs to it after the list was taken over, kept by the first test."""
    return {}


@pytest.fixture
def office(netral, folder: Path, files: dict[str, bytes]) -> Path:
    """An office of four, of whom three have joined, and a text."""
    (folder / "teks.txt").write_text("Halo **semua** <kawan>\n", encoding="utf-8")
    if not files:
        (folder / "pegawai.csv").write_text(LIST, encoding="utf-8")
        assert netral("roster", "import", "pegawai.csv", "--yes").code == 0
        files.update({file.name: file.read_bytes() for file in folder.glob("netral.*")})
    for name, content in files.items():
        (folder / name).touch(mode=0o600)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def send(netral, office):
    """Sends the text to everybody, unless told otherwise."""

    def sent(*options: str, text: str = "teks.txt", audience: str = "semua"):
        return netral("broadcast", "send", "--text", text, "--audience", audience, *options)

    return sent


@pytest.fixture
def number(send) -> str:
    """A broadcast to three people."""
    return str(json.loads(send("--json").out)["id"])


def ask(folder: Path, query: str, *values: Any) -> list[Any]:
    with closing(sqlite3.connect(folder / "netral.db")) as connection, connection:
        return connection.execute(query, values).fetchall()


def counts(netral, number: str) -> dict[str, int]:
    return json.loads(netral("broadcast", "status", number, "--json").out)["counts"]


def test_what_was_ordered_is_one_object(send):
    result = send("--json")
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out) == {"id": 1, "recipients": 3, "not_joined": 1, "skipped": 0}


def test_who_stopped_counts_as_skipped(send, office):
    ask(office, "UPDATE account SET stopped_at = '2026-11-01 00:00:00.000000' WHERE telegram_id = 77")
    assert json.loads(send("--json").out) == {"id": 1, "recipients": 2, "not_joined": 1, "skipped": 1}


def test_the_same_for_people_to_read(send):
    told = "Siaran nomor 1: 3 penerima, 1 belum bergabung, 0 tidak ikut karena sebab lain.\n"
    assert send().out == told


@pytest.mark.parametrize(
    ("audience", "recipients"),
    [('unit:"dinas a"', 2), ("unit:Umum", 1), ("status:PPPK", 1), ('unit:"Dinas A" + status:PPNPN', 1)],
)
def test_the_audience_is_an_expression(send, audience, recipients):
    assert json.loads(send("--json", audience=audience).out)["recipients"] == recipients


def test_the_text_is_marked_up_and_escaped(send, office):
    send()
    (content,) = ask(office, "SELECT content FROM broadcast")[0]
    assert json.loads(content)["html"] == "Halo <b>semua</b> &lt;kawan&gt;"


def test_the_text_may_come_from_standard_input(send, office, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("Dari *mana* saja 👍\n"))
    assert send(text="-").code == 0
    assert "Dari" in ask(office, "SELECT content FROM broadcast")[0][0]


def test_a_text_with_the_mark_that_notepad_leaves_is_read(send, office):
    (office / "teks.txt").write_text("Halo", encoding="utf-8-sig")
    send()
    assert json.loads(ask(office, "SELECT content FROM broadcast")[0][0])["html"] == "Halo"


@pytest.mark.parametrize(
    ("at", "stored"),
    [
        ("2026-11-28T09:00", "2026-11-28 02:00"),
        ("2026-11-28T09:00+09:00", "2026-11-28 00:00"),
        ("2026-11-28T09:00:00Z", "2026-11-28 09:00"),
        ("2026-11-28", "2026-11-27 17:00"),
    ],
)
def test_times_are_iso_and_without_an_offset_those_of_the_office(send, office, at, stored):
    assert send("--at", at, "--expires", "2026-12-01T00:00").code == 0
    starts, expires = ask(office, "SELECT starts_at, expires_at FROM broadcast")[0]
    assert starts.startswith(stored)
    assert expires.startswith("2026-11-30 17:00")
    assert {due[:16] for (due,) in ask(office, "SELECT due_at FROM delivery")} == {stored}


def test_without_a_time_it_is_due_now_in_every_zone(send, office):
    send()
    assert {due[:16] for (due,) in ask(office, "SELECT due_at FROM delivery")} == {"2026-11-22 02:00"}


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--at", "besok"), "Waktu 'besok' tidak terbaca; tulis seperti 2026-11-28T09:00."),
        (("--expires", "2026-13-01"), "Waktu '2026-13-01' tidak terbaca"),
        (("--expires", "2026-11-22T08:59"), "--expires harus sesudah waktu kirim."),
        (
            ("--at", "2026-11-28T09:00", "--expires", "2026-11-28T09:00"),
            "--expires harus sesudah waktu kirim.",
        ),
        (
            ("--at", "2026-11-22T08:30", "--expires", "2026-11-22T08:45"),
            "--expires harus sesudah waktu kirim.",
        ),
        (
            ("--at", "2025-11-29T09:00"),
            "--at sudah lewat; periksa tanggal dan tahunnya.",
        ),
    ],
)
def test_times_that_cannot_be_are_refused(send, office, options, complaint):
    result = send(*options)
    assert (result.code, result.out) == (2, "")
    assert complaint in result.err
    assert ask(office, "SELECT * FROM broadcast") == []


@pytest.mark.parametrize(
    ("audience", "complaint"),
    [
        ('unit:"Dinas Z"', "Unit 'Dinas Z' tidak ada"),
        ("status:ASN", "Status 'ASN' tidak ada"),
        ("siapa saja", "Sasaran tidak terbaca"),
        ("belum:3", "Belum ada ikrar bernomor 3"),
        ("", "Sasaran tidak terbaca"),
    ],
)
def test_an_audience_that_means_nobody_is_refused(send, office, audience, complaint):
    result = send(audience=audience)
    assert (result.code, result.out) == (2, "")
    assert complaint in result.err
    assert ask(office, "SELECT * FROM broadcast") == []


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "teks.txt: teksnya kosong."),
        (b" \n\t\n", "teks.txt: teksnya kosong."),
        (b"x " * 2100, "teks.txt: teks lebih dari 4096 huruf; satu siaran satu pesan."),
        ("👍".encode() * 2049, "lebih dari 4096 huruf"),
        (b"\xff\xfe\x00", "teks.txt: bukan teks UTF-8"),
    ],
)
def test_a_text_that_cannot_be_one_message_is_refused(send, office, content, complaint):
    (office / "teks.txt").write_bytes(content)
    result = send()
    assert (result.code, result.out) == (2, "")
    assert complaint in result.err


def test_a_text_of_just_the_length_is_taken(send, office):
    (office / "teks.txt").write_bytes(b"x" * 4096)
    assert send().code == 0


def test_a_file_that_is_not_there_is_named(send):
    result = send(text="tiada.txt")
    assert (result.code, "tiada.txt: berkas tidak dapat dibaca" in result.err) == (2, True)


@pytest.mark.parametrize("missing", [["--text", "teks.txt"], ["--audience", "semua"], []])
def test_what_is_missing_is_told_in_a_sentence(netral, office, missing):
    result = netral("broadcast", "send", *missing)
    assert (result.code, "belum diisi" in result.err) == (2, True)


def test_the_state_of_a_broadcast_names_all_eight(netral, number):
    result = netral("broadcast", "status", number, "--json")
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out) == {"id": 1, "counts": dict.fromkeys(STATES, 0) | {"planned": 3}}


def test_the_same_for_people_to_read_without_what_is_none(netral, number):
    assert netral("broadcast", "status", number).out == "Siaran nomor 1: running\n  planned: 3\n"


def test_it_is_paused_and_resumed_once(netral, number):
    assert (netral("broadcast", "pause", number).out, netral("broadcast", "status", number).out[:24]) == (
        "Dijeda.\n",
        "Siaran nomor 1: paused\n ",
    )
    again = netral("broadcast", "pause", number)
    assert (again.code, again.out) == (1, "")
    assert "tidak ada yang berubah" in again.err
    assert netral("broadcast", "resume", number).out == "Dilanjutkan.\n"
    assert netral("broadcast", "resume", number).code == 1


def test_stopped_nobody_gets_it_any_more(netral, number):
    assert netral("broadcast", "cancel", number).out == "Dihentikan.\n"
    assert counts(netral, number) == dict.fromkeys(STATES, 0) | {"cancelled": 3}
    for act in ("pause", "resume", "cancel", "resend-unknown"):
        assert netral("broadcast", act, number).code == 1


def test_the_unknown_are_planned_again_only_when_asked_for(netral, number, office):
    assert netral("broadcast", "resend-unknown", number).code == 1
    ask(office, "UPDATE delivery SET state = 'unknown', owner = 'x/1/1/a' WHERE person_id = 1")
    assert counts(netral, number)["unknown"] == 1
    assert netral("broadcast", "resend-unknown", number).out == "Dikirim ulang.\n"
    assert counts(netral, number) == dict.fromkeys(STATES, 0) | {"planned": 3}


def test_the_command_line_recovers_nothing(netral, number, office):
    ask(
        office,
        "UPDATE delivery SET state = 'sending', owner = 'x/1/1/a', lease_until = '2020-01-01 00:00:00'",
    )
    assert counts(netral, number)["sending"] == 3
    netral("broadcast", "pause", number)
    assert counts(netral, number)["sending"] == 3


@pytest.mark.parametrize("act", ["status", "pause", "resume", "cancel", "resend-unknown"])
def test_a_number_that_is_none_or_nobodys_is_bad_input(netral, number, act):
    missing = netral("broadcast", act, "99")
    assert (missing.code, missing.err) == (2, "Tidak ada siaran nomor 99.\n")
    assert netral("broadcast", act, "satu").code == 2
    assert netral("broadcast", act).code == 2


def test_what_was_done_at_the_terminal_is_on_record(netral, number, office):
    netral("broadcast", "cancel", number)
    acts = ask(office, "SELECT actor, act, subject FROM audit WHERE act LIKE 'broadcast%' ORDER BY id")
    assert [act for _, act, _ in acts] == [Act.BROADCAST_ORDERED, Act.BROADCAST_CANCELLED]
    assert ({actor for actor, *_ in acts}, acts[1][2]) == ({"cli"}, "broadcast:1")
