"""Writing a folder or a file all at once: what was there stands until the new one is whole.

A list of its own files lies in every exported folder. By it an earlier export is known, and nothing else is
replaced: a folder that holds anything foreign stays as it is.
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

LIST = "isi-folder.txt"
_FIRST = (
    "Folder ini dibuat oleh: netral rulebook export --html. Isinya diganti seluruhnya pada ekspor berikut."
)


class ExportError(Exception):
    """The target cannot be written; the text says why and what to do, in Indonesian. It is as it was."""


def write_folder(folder: Path, contents: Mapping[str, str]) -> None:
    """Make `folder` hold exactly these files, given by relative path, and the list of them.

    Raises ExportError where it holds something that no earlier export put there, or cannot be written.
    """
    try:
        folder = folder.resolve()
        _refuse_foreign(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
        mark = secrets.token_hex(4)
        new, old = (folder.with_name(f".{folder.name}.{word}-{mark}") for word in ("baru", "lama"))
        try:
            _fill(new, contents)
            _exchange(folder, new, old)
        finally:
            shutil.rmtree(new, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as error:
        raise ExportError(f"{folder}: tidak dapat ditulis ({error.strerror}).") from error


def refuse_folder(file: Path) -> None:
    """Raises ExportError where no file of that name can be: it is a folder, or lies in none."""
    if file.is_dir():
        raise ExportError(
            f"{file}: ini folder; sebutkan nama berkasnya, misalnya {file / 'buku-aturan.pdf'}."
        )
    if not file.parent.is_dir():
        raise ExportError(f"{file}: folder {file.parent} belum ada; buat dulu, atau sebutkan yang lain.")


def refuse_sheet(file: Path) -> None:
    """Raises ExportError where a sheet cannot be, or where one lies that may have been filled in."""
    if file.suffix.casefold() != ".xlsx":
        raise ExportError(
            f"{file}: beri nama yang berakhir .xlsx, misalnya {file.with_suffix('.xlsx').name}."
        )
    refuse_folder(file)
    if file.exists():
        raise ExportError(f"{file}: berkas ini sudah ada dan tidak ditimpa; pakai nama lain.")


def write_file(file: Path, content: bytes) -> None:
    """Write the file beside, then put it in its place; raises ExportError."""
    part = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError as error:
        raise ExportError(f"{file}: tidak dapat ditulis ({error.strerror}).") from error
    finally:
        part.unlink(missing_ok=True)


def _refuse_foreign(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ExportError(f"{folder}: ini berkas, bukan folder; sebutkan folder kosong atau yang belum ada.")
    inside = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    foreign = sorted(inside - _exported(folder))
    if foreign:
        raise ExportError(
            f"{folder}: folder ini memuat yang bukan hasil ekspor, misalnya {foreign[0]}; sebutkan folder "
            "kosong, yang belum ada, atau hasil ekspor sebelumnya."
        )


def _exported(folder: Path) -> set[str]:
    """The files that an earlier export put into the folder; none where it was none."""
    try:
        first, *listed = (folder / LIST).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError, ValueError):
        return set()
    return {LIST, *listed} if first == _FIRST else set()


def _fill(folder: Path, contents: Mapping[str, str]) -> None:
    listed = "\n".join([_FIRST, *sorted(contents), ""])
    for name, text in {**contents, LIST: listed}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")


def _exchange(folder: Path, new: Path, old: Path) -> None:
    """Put the new folder in the old one's place; where that fails the old one is put back."""
    if folder.exists():
        folder.rename(old)
    try:
        new.rename(folder)
    except OSError:
        if old.exists():
            old.rename(folder)
        raise
