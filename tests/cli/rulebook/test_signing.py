"""`rulebook sign`, `unsign`, `sheet`, `review`: a signature under the rules that were named, or nothing."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

from bot.rulebook.reading.load import load
from bot.rulebook.signatures import signed
from tests.cli.conftest import worded
from tests.support.knowledge import branch, liking, overlay, version

SIGNER = ("--oleh", "Rahma, S.H.", "--jabatan", "Kepala Biro Hukum", "--surat", "180/12/HK")
COMMENTED = "# Dibaca bersama Bawaslu.\n"


@pytest.fixture(autouse=True)
def base(base):
    """Nobody has approved the release."""
    base.release["disahkan"] = None
    return base


@pytest.fixture
def suka(folder) -> Path:
    """The file of a rule, with a comment and a layout that are its author's."""
    file = folder / "pengetahuan/aturan/umum/suka.yaml"
    file.write_text(COMMENTED + file.read_text().replace("judul:", "judul:   "))
    return file


@pytest.fixture
def files(folder):
    """Every file below the folder with its content, to be compared later."""

    def read() -> dict[str, bytes]:
        kept = [path for path in folder.rglob("*") if path.is_file() and "cache" not in path.parts]
        return {str(path.relative_to(folder)): path.read_bytes() for path in kept}

    return read


def test_signing_adds_five_lines_and_leaves_the_rest_of_the_file_alone(netral, suka):
    before = suka.read_text()
    result = netral("rulebook", "sign", "suka", *SIGNER)
    added = yaml.load(suka.read_text().removeprefix(before), yaml.BaseLoader)
    assert (result.code, result.err) == (0, "")
    assert {key: value for key, value in added["disahkan"].items() if key != "sidik"} == {
        "oleh": "Rahma, S.H.",
        "jabatan": "Kepala Biro Hukum",
        "tanggal": "2026-11-22",
        "surat": "180/12/HK",
    }


def test_what_was_signed_counts_as_signed_until_it_is_changed(netral, folder, suka):
    netral("rulebook", "sign", "suka", "hadir", *SIGNER)
    suka.write_text(suka.read_text().replace("Jawaban dilarang.", "Jawaban lain."))
    book = load(folder / "pengetahuan")
    assert {name: signed(book, rule) for name, rule in book.rules.items()} == {
        "suka": False,
        "hadir": True,
        "lapor": False,
    }


def test_signing_again_replaces_the_signature(netral, suka):
    netral("rulebook", "sign", "suka", *SIGNER)
    first = suka.read_text()
    netral("rulebook", "sign", "suka", *SIGNER, "--tanggal", "2026-11-20")
    assert suka.read_text() == first.replace("2026-11-22", "2026-11-20")


def test_withdrawing_leaves_the_file_as_it_was(netral, suka):
    before = suka.read_bytes()
    netral("rulebook", "sign", "suka", *SIGNER)
    result = netral("rulebook", "unsign", "suka")
    assert (result.code, suka.read_bytes()) == (0, before)


def test_today_is_the_offices(netral, suka, monkeypatch):
    monkeypatch.setenv("NETRAL_NOW", "2026-11-22T23:30+07:00")
    monkeypatch.setenv("NETRAL_ZONE", "Asia/Jayapura")
    netral("rulebook", "sign", "suka", *SIGNER)
    assert "tanggal: 2026-11-23" in suka.read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("suka",), "Sebutkan --oleh"),
        (("suka", *SIGNER[:4]), "Sebutkan --surat"),
        (("suka", *SIGNER[:5], " "), "Sebutkan --surat"),
        (("suka", *SIGNER[:5], "1\n2"), "--surat harus satu baris"),
        (SIGNER, "Sebutkan aturan yang disahkan"),
        (("--semua", *SIGNER), "Pilihan --semua tidak dikenal"),
        (("suka", "sukka", *SIGNER), "Aturan 'sukka' tidak ada; mungkin maksudnya suka."),
        (("suka", "hadir", *SIGNER, "--tanggal", "2026-11-23"), "belum tiba; hari ini 2026-11-22"),
        (("suka", *SIGNER, "--tanggal", "kemarin"), "Tanggal 'kemarin' tidak terbaca"),
    ],
)
def test_what_cannot_be_signed_is_told_in_one_sentence_and_nothing_is_written(netral, files, arguments, told):
    before = files()
    result = netral("rulebook", "sign", *arguments)
    assert (result.code, result.out, len(result.err.splitlines())) == (2, "", 1)
    assert told in result.err
    assert files() == before


@pytest.mark.parametrize("status", ["draf", "ditangguhkan"])
def test_a_rule_that_is_not_answered_from_cannot_be_signed(netral, base, folder, files, status):
    base.rule("hadir")["status"] = status
    worded(base, folder)
    before = files()
    result = netral("rulebook", "sign", "suka", "hadir", *SIGNER)
    assert (result.code, files()) == (2, before)
    assert f"Aturan 'hadir' berstatus {status}" in result.err


def test_a_file_that_may_not_be_written_keeps_all_from_being_signed(netral, suka, files, monkeypatch):
    before = files()
    allowed = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: "hadir" not in str(path) and allowed(path, mode))
    result = netral("rulebook", "sign", "suka", "hadir", *SIGNER)
    assert (result.code, files()) == (2, before)
    assert "hadir.yaml: berkas tidak boleh ditulisi" in result.err


def test_a_disk_that_fills_up_half_way_puts_everything_back(netral, suka, files, monkeypatch):
    before = files()
    replace = Path.replace

    def full(self: Path, target: Path) -> Path:
        if target.name == "lapor.yaml":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", full)
    result = netral("rulebook", "sign", "suka", "hadir", "lapor", *SIGNER)
    assert (result.code, files()) == (2, before)
    assert "Tidak ada berkas yang diubah" in result.err


def test_a_file_that_cannot_be_edited_safely_is_left_alone(netral, suka, files):
    suka.write_text(suka.read_text() + "...\n")
    before = files()
    result = netral("rulebook", "sign", "hadir", "suka", *SIGNER)
    assert (result.code, files()) == (2, before)
    assert "suka.yaml: susunan berkas tidak memungkinkannya" in result.err


def test_withdrawing_what_nobody_signed_says_so(netral, suka, files):
    netral("rulebook", "sign", "suka", *SIGNER)
    before = files()
    result = netral("rulebook", "unsign", "suka", "hadir")
    assert (result.code, files()) == (2, before)
    assert "Aturan 'hadir' tidak memuat pengesahan" in result.err


def test_a_signature_is_written_where_the_rule_in_force_lies(netral, folder, suka, monkeypatch):
    """The office replaced one rule of the base; the other is still the base's."""
    local = liking()
    local["versi"] = [version(branch("dilarang", {"objek": ["calon", "partai"]}), branch("tergantung"))]
    office = overlay(folder, local)
    monkeypatch.setenv("NETRAL_KNOWLEDGE_EXTRA", str(office))
    before = suka.read_bytes()
    assert netral("rulebook", "sign", "suka", "hadir", *SIGNER).code == 0
    assert suka.read_bytes() == before
    assert "disahkan:" in (office / "aturan/umum/suka.yaml").read_text()
    assert "disahkan:" in (folder / "pengetahuan/aturan/umum/hadir.yaml").read_text()


def fill(file: Path, **agreed: str | None) -> None:
    """Fills the column setuju of the rows of each rule named."""
    book = load_workbook(file)
    for row in book["Aturan"].iter_rows(min_row=2):
        if row[0].value in agreed:
            row[13].value = agreed[row[0].value]
    book.save(file)


def test_a_sheet_goes_out_and_comes_back_signed(netral, folder, suka):
    assert netral("rulebook", "export", "--xlsx", "aturan.xlsx").code == 0
    fill(folder / "aturan.xlsx", suka="ya", hadir="tidak")
    told = netral("rulebook", "review", "aturan.xlsx")
    assert (told.code, told.err) == (0, "")
    assert "Siap disahkan (1): suka" in told.out
    assert "hadir, cabang 1, setuju: tidak" in told.out
    assert "Belum diisi sama sekali: 1 aturan." in told.out
    assert "disahkan:" not in suka.read_text()
    result = netral("rulebook", "review", "aturan.xlsx", *SIGNER)
    assert (result.code, "Disahkan (1): suka" in result.out) == (0, True)
    assert "jabatan: Kepala Biro Hukum" in suka.read_text()


def test_the_review_is_one_json_object(netral, folder, suka):
    netral("rulebook", "export", "--xlsx", "aturan.xlsx")
    fill(folder / "aturan.xlsx", suka="ya", hadir="ya", lapor="tidak")
    suka.write_text(suka.read_text().replace("Jawaban dilarang.", "Jawaban lain."))
    result = netral("rulebook", "review", "aturan.xlsx", *SIGNER, "--json")
    assert (result.code, result.err) == (0, "")
    assert json.loads(result.out) == {
        "ready": ["hadir"],
        "remarks": [{"rule": "lapor", "branch": "isi", "agreed": "tidak", "text": ""}],
        "changed": [{"rule": "suka", "reason": "berubah sejak lembar dibuat"}],
        "empty": [],
        "signed": ["hadir"],
    }


def test_a_sheet_with_nothing_to_sign_ends_with_1(netral):
    netral("rulebook", "export", "--xlsx", "aturan.xlsx")
    result = netral("rulebook", "review", "aturan.xlsx", *SIGNER)
    assert (result.code, "Tidak ada aturan yang siap disahkan." in result.out) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("tidak-ada.xlsx",), "berkas tidak dapat dibaca"),
        (("pengetahuan/rilis.yaml",), "bukan buku kerja Excel"),
        (("aturan.xlsx", "--oleh", "Rahma"), "Sebutkan --jabatan"),
    ],
)
def test_a_review_that_cannot_be_made_signs_nothing(netral, folder, files, arguments, told):
    netral("rulebook", "export", "--xlsx", "aturan.xlsx")
    fill(folder / "aturan.xlsx", suka="ya")
    before = files()
    result = netral("rulebook", "review", *arguments)
    assert (result.code, result.out, files()) == (2, "", before)
    assert told in result.err


def test_a_sheet_is_never_written_over_one_that_may_be_filled(netral, folder):
    netral("rulebook", "export", "--xlsx", "aturan.xlsx")
    fill(folder / "aturan.xlsx", suka="ya")
    before = (folder / "aturan.xlsx").read_bytes()
    result = netral("rulebook", "export", "--xlsx", "aturan.xlsx")
    assert (result.code, (folder / "aturan.xlsx").read_bytes()) == (2, before)
    assert "sudah ada dan tidak ditimpa" in result.err


@pytest.mark.parametrize("name", ["aturan.csv", "tidak-ada/aturan.xlsx"])
def test_a_place_where_no_sheet_can_be_written_is_told(netral, files, name):
    before = files()
    assert netral("rulebook", "export", "--xlsx", name).code == 2
    assert files() == before


def test_a_rule_base_that_cannot_be_read_is_neither_signed_nor_shown(netral, folder):
    (folder / "pengetahuan/rilis.yaml").write_text("rilis: [")
    for arguments in (("sign", "suka", *SIGNER), ("unsign", "suka"), ("export", "--xlsx", "aturan.xlsx")):
        result = netral("rulebook", *arguments)
        assert (result.code, "Basis aturan bermasalah" in result.err) == (2, True)
