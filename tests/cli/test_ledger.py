"""`ledger`: exported by the office, verified by anybody, in an empty folder and on a machine that hinders."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.pledge.signed_ledger import LINES, NEW, OLD, POSTED, ROWS, SIGNED, TRUE, head_of, headed

ROOT = Path(__file__).parents[2]


@pytest.fixture
def ledger(folder: Path) -> Path:
    """An export of thirty rows, two keys among them."""
    file = folder / "buku.jsonl"
    file.write_text("".join(f"{line}\n" for line in [*LINES, SIGNED]), encoding="utf-8")
    return file


@pytest.fixture
def key(folder: Path) -> Path:
    """The public key that signed it."""
    file = folder / "kunci.pub"
    file.write_text(f"{NEW.public}\n", encoding="ascii")
    return file


def rewrite(ledger: Path, *lines: str) -> None:
    ledger.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_a_sound_ledger_is_told_with_its_key(netral, ledger):
    result = netral("ledger", "verify", "buku.jsonl")
    told = f"Sah: {ROWS} baris, ditandatangani kunci {NEW.fingerprint}.\n"
    assert (result.code, result.out, result.err) == (0, told, "")


def test_key_and_head_are_accepted_and_what_is_younger_is_counted(netral, ledger, key):
    for head in (head_of(TRUE[:20]).posted, TRUE[19].hash):
        result = netral("ledger", "verify", "buku.jsonl", "--public-key", "kunci.pub", "--head", head)
        assert (result.code, "10 baris lebih baru daripada kepala itu." in result.out) == (0, True)


def test_the_verdict_comes_as_one_object(netral, ledger):
    result = netral("ledger", "verify", "buku.jsonl", "--head", POSTED, "--json")
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out) == {
        "ok": True,
        "rows": ROWS,
        "fault": None,
        "key": NEW.fingerprint,
        "head": POSTED,
        "rows_after_head": 0,
    }


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ([], "kepala bertanda tangan tidak ada"),
        (LINES, "kepala bertanda tangan tidak ada"),
        ([*LINES[:7], LINES[7].replace('"version": "1"', '"version": "2"'), *LINES[8:], SIGNED], "baris 8 "),
        ([*LINES[:7], *LINES[8:], SIGNED], "baris 8: nomor 8 hilang"),
        ([*LINES[:-4], SIGNED], "4 baris terakhir hilang"),
        ([*LINES[:7], LINES[8], LINES[7], *LINES[9:], SIGNED], "baris 8: nomor 8 hilang"),
        ([*LINES[:8], LINES[7], *LINES[8:], SIGNED], "baris 9: nomor 8 berulang"),
        ([*LINES, headed(head_of(TRUE), OLD)], "kepala ditandatangani kunci lain"),
        ([*LINES, SIGNED, SIGNED], f"baris {ROWS + 2}: ada isi sesudah kepala"),
    ],
)
def test_what_is_wrong_is_named_and_the_exit_code_is_1(netral, ledger, lines, fault):
    rewrite(ledger, *lines)
    result = netral("ledger", "verify", "buku.jsonl")
    assert (result.code, result.out.startswith(f"TIDAK SAH: {fault}"), result.err) == (1, True, "")
    result = netral("ledger", "verify", "buku.jsonl", "--json")
    told = json.loads(result.out)
    assert (result.code, told["ok"], told["fault"].startswith(fault)) == (1, False, True)


def test_a_younger_head_says_how_many_rows_are_lacking(netral, ledger):
    rewrite(ledger, *LINES[:-4], headed(head_of(TRUE[:-4])))
    result = netral("ledger", "verify", "buku.jsonl", "--head", POSTED)
    assert (result.code, "4 baris kurang dari kepala yang pernah diumumkan" in result.out) == (1, True)


def test_another_public_key_is_told(netral, ledger, key):
    key.write_text(OLD.public)
    result = netral("ledger", "verify", "buku.jsonl", "--public-key", "kunci.pub")
    assert (result.code, "bukan kunci yang Anda berikan" in result.out) == (1, True)


@pytest.mark.parametrize(
    "content", [b"", b"-----BEGIN PUBLIC KEY-----\n", b"\xff\xfe", OLD.public[:-4].encode()]
)
def test_a_file_that_holds_no_public_key_is_bad_input(netral, ledger, key, content):
    key.write_bytes(content)
    result = netral("ledger", "verify", "buku.jsonl", "--public-key", "kunci.pub")
    assert (result.code, result.out, "kunci.pub" in result.err) == (2, "", True)


@pytest.mark.parametrize("head", ["", " ", "30:", ":", "abc", TRUE[4].hash[:-1], f"x:{TRUE[4].hash}", "30"])
def test_a_head_that_cannot_be_one_is_bad_input(netral, ledger, head):
    """An empty one above all, as a shell makes it of a variable that is not set: it would prove nothing."""
    result = netral("ledger", "verify", "buku.jsonl", "--head", head)
    assert (result.code, result.out, "bukan kepala" in result.err) == (2, "", True)


def test_a_file_that_is_not_there_is_bad_input(netral):
    result = netral("ledger", "verify", "tidak-ada.jsonl")
    assert (result.code, "tidak-ada.jsonl: tidak dapat dibaca" in result.err) == (2, True)


def test_a_flipped_byte_is_found_in_its_row_even_where_it_is_no_text_any_more(netral, ledger):
    content = bytearray(ledger.read_bytes())
    content[content.index(b'"version": "1"') + 12] = 0xFF
    ledger.write_bytes(content)
    result = netral("ledger", "verify", "buku.jsonl")
    assert (result.code, result.out.startswith("TIDAK SAH: baris 2 ")) == (1, True)


def test_a_file_that_went_through_windows_is_read(netral, ledger):
    ledger.write_bytes(b"\xef\xbb\xbf" + ledger.read_bytes().replace(b"\n", b"\r\n"))
    assert netral("ledger", "verify", "buku.jsonl").code == 0


def test_verifying_needs_no_settings_no_database_and_no_writable_folder(ledger, tmp_path):
    """In an empty folder where every setting is wrong and nothing of Netral but its code is at hand."""
    empty = tmp_path / "kosong"
    empty.mkdir()
    hostile = {
        "PATH": "",
        "HOME": "/nonexistent",
        "LC_ALL": "C",
        "PYTHONPATH": str(ROOT),
        "NETRAL_TOKEN": "salah",
        "NETRAL_DATABASE_URL": "oracle://mati",
        "NETRAL_KNOWLEDGE": "/nonexistent",
        "NETRAL_KEY_FILE": "/nonexistent",
        "NETRAL_ZONE": "Mars",
        "NETRAL_NOW": "kemarin",
    }
    (empty / ".env").write_text("NETRAL_ZONE=Mars")
    empty.chmod(0o555)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ledger", "verify", str(ledger), "--head", POSTED],
        cwd=empty,
        env=hostile,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Sah: 30 baris")
    assert os.listdir(empty) == [".env"]  # noqa: PTH208


def test_an_export_of_the_office_is_sound(netral, folder):
    assert netral("ledger", "export", "x.jsonl").out == "1 baris ditulis ke x.jsonl.\n"
    (folder / "x.pub").write_text(netral("ledger", "public-key").out)
    result = netral("ledger", "verify", "x.jsonl", "--public-key", "x.pub", "--json")
    told = json.loads(result.out)
    assert (result.code, told["ok"], told["rows"]) == (0, True, 1)
    assert sorted(file.name for file in folder.glob("x.jsonl*")) == ["x.jsonl"]


def test_an_export_into_a_folder_that_is_not_there_is_bad_input(netral):
    result = netral("ledger", "export", "tidak/ada.jsonl")
    assert (result.code, "tidak dapat ditulis" in result.err) == (2, True)


def test_a_new_key_signs_from_now_on_and_the_ledger_says_so(netral, folder):
    before = netral("ledger", "public-key").out
    netral("ledger", "export", "lama.jsonl")
    head = json.loads(netral("ledger", "verify", "lama.jsonl", "--json").out)["head"]
    result = netral("ledger", "rotate-key")
    assert (result.code, "Salin lagi" in result.err) == (0, True)
    assert netral("ledger", "public-key").out != before
    netral("ledger", "export", "baru.jsonl")
    told = json.loads(netral("ledger", "verify", "baru.jsonl", "--head", head, "--json").out)
    assert (told["ok"], told["rows"], told["rows_after_head"]) == (True, 2, 1)


def test_a_key_file_that_cannot_be_written_changes_no_key(netral, folder, monkeypatch):
    before = netral("ledger", "public-key").out

    def refuses(handle: int) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "fsync", refuses)
    result = netral("ledger", "rotate-key")
    assert (result.code, "netral.key" in result.err) == (2, True)
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    assert netral("ledger", "public-key").out == before


def test_a_key_file_without_the_ledger_s_key_is_refused(netral, folder):
    netral("ledger", "rotate-key")
    held = json.loads((folder / "netral.key").read_text())
    held["tanda_tangan"] = held["tanda_tangan"][:1]
    (folder / "netral.key").write_text(json.dumps(held))
    result = netral("ledger", "export", "x.jsonl")
    assert (result.code, "Pulihkan netral.key" in result.err) == (2, True)


def test_the_database_refuses_what_anybody_tries_on_the_ledger_by_hand(netral, folder):
    netral("ledger", "export", "x.jsonl")
    with closing(sqlite3.connect(folder / "netral.db")) as database:
        for statement in ("DELETE FROM ledger", "UPDATE ledger SET at = ''"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                database.execute(statement)


def test_after_a_restore_the_doctor_says_how_many_rows_are_lacking_until_they_are_made_up_for(netral, folder):
    netral("ledger", "export", "x.jsonl")
    netral("backup", "cadangan.db")
    for _ in range(3):
        netral("ledger", "rotate-key")
    netral("ledger", "export", "x.jsonl")
    head = json.loads(netral("ledger", "verify", "x.jsonl", "--json").out)["head"]
    for name in ("netral.db-wal", "netral.db-shm"):
        (folder / name).unlink(missing_ok=True)
    (folder / "cadangan.db").replace(folder / "netral.db")
    for _ in range(2):
        # The second time after an export, which signs a head of the shorter ledger.
        result = netral("doctor")
        assert (result.code, "3 baris hilang dibanding kepala terakhir" in result.out) == (1, True)
        netral("ledger", "export", "x.jsonl")
        told = netral("ledger", "verify", "x.jsonl", "--head", head)
        assert (told.code, "3 baris kurang" in told.out) == (1, True)
    for _ in range(3):
        netral("ledger", "rotate-key")
    netral("ledger", "export", "x.jsonl")
    assert netral("doctor").code == 0
    assert netral("ledger", "verify", "x.jsonl", "--head", head).code == 1


def test_a_witness_that_cannot_be_read_says_nothing(netral, folder):
    netral("ledger", "export", "x.jsonl")
    for content in ("", "x:y", "9", "²:0"):
        (folder / "netral.head").write_text(content, encoding="utf-8")
        assert netral("doctor").code == 0
