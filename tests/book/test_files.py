"""Writing: whole or not at all, and never over what somebody else put there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.book.files import LIST, ExportError, refuse_folder, write_file, write_folder

FIRST = {"index.html": "satu", "aturan/suka.html": "suka"}
SECOND = {"index.html": "dua"}


def _inside(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and path.name != LIST
    }


def test_a_folder_is_made_with_those_above_it(tmp_path):
    write_folder(tmp_path / "a" / "b", FIRST)
    assert _inside(tmp_path / "a" / "b") == FIRST


def test_an_empty_folder_is_filled(tmp_path):
    write_folder(tmp_path, FIRST)
    assert _inside(tmp_path) == FIRST


def test_an_earlier_export_is_replaced_and_nothing_of_it_stays(tmp_path):
    write_folder(tmp_path / "buku", FIRST)
    write_folder(tmp_path / "buku", SECOND)
    assert _inside(tmp_path / "buku") == SECOND
    assert [path.name for path in tmp_path.iterdir()] == ["buku"]


def _foreign(folder: Path) -> None:
    folder.mkdir()
    (folder / "skripsi.docx").write_text("bab 1")


def _exported_with_a_note(folder: Path) -> None:
    write_folder(folder, FIRST)
    (folder / "aturan" / "catatan-saya.txt").write_text("jangan hilang")


def _list_of_another_program(folder: Path) -> None:
    folder.mkdir()
    (folder / LIST).write_text("index.html\n")
    (folder / "index.html").write_text("beranda")


@pytest.mark.parametrize("fill", [_foreign, _exported_with_a_note, _list_of_another_program])
def test_a_folder_with_anything_foreign_stays_as_it_is(tmp_path, fill):
    fill(tmp_path / "buku")
    before = _inside(tmp_path / "buku")
    with pytest.raises(ExportError, match="yang bukan hasil ekspor") as refused:
        write_folder(tmp_path / "buku", SECOND)
    assert _inside(tmp_path / "buku") == before
    assert [path.name for path in tmp_path.iterdir()] == ["buku"]
    assert "\n" not in str(refused.value)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "buku").write_text("teks")
    with pytest.raises(ExportError, match="ini berkas"):
        write_folder(tmp_path / "buku", FIRST)


def test_when_the_new_one_cannot_be_put_in_place_the_old_one_stands(tmp_path, monkeypatch):
    write_folder(tmp_path / "buku", FIRST)
    real = Path.rename

    def fails(self, target):
        if ".baru-" in self.name:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(ExportError, match="tidak dapat ditulis"):
        write_folder(tmp_path / "buku", SECOND)
    assert _inside(tmp_path / "buku") == FIRST
    assert [path.name for path in tmp_path.iterdir()] == ["buku"]


def test_a_file_is_replaced_whole_and_leaves_nothing_beside(tmp_path):
    write_file(tmp_path / "buku.pdf", b"lama")
    write_file(tmp_path / "buku.pdf", b"baru")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("buku.pdf", b"baru")]


def test_a_file_needs_a_folder_to_lie_in(tmp_path):
    with pytest.raises(ExportError, match="belum ada"):
        refuse_folder(tmp_path / "tidak-ada" / "buku.pdf")
    with pytest.raises(ExportError, match="ini folder"):
        refuse_folder(tmp_path)
