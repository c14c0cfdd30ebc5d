"""Signatures into the files of the rules and out of them: for all rules that were named, or for none.

Each new text is made and verified before the first file is touched; a file that then refuses to be written
puts those before it back.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from bot.cli.core.fault import InputError
from bot.cli.core.parsing import day
from bot.cli.core.settings import Ground
from bot.rulebook.digest import digest
from bot.rulebook.edit import EditError, with_key, without_key
from bot.rulebook.model import Approval, Rule, RuleBook

_KEY = "disahkan"


@dataclass(frozen=True, slots=True)
class _Change:
    """A file, and its content before and after."""

    file: Path
    before: bytes
    after: bytes


def approval(
    ground: Ground, by: str | None, office: str | None, letter: str | None, on: str | None
) -> Approval:
    """Who signs, from the command line; raises InputError for what is missing, strange or in the future."""
    told = {
        "--oleh": (by, "nama pejabat yang mengesahkan"),
        "--jabatan": (office, "jabatannya"),
        "--surat": (letter, "nomor surat pengesahannya"),
    }
    for option, (text, what) in told.items():
        if text is None or not text.strip():
            raise InputError(f"Sebutkan {option}: {what}.")
        if not text.isprintable():
            raise InputError(f"{option} harus satu baris teks biasa.")
    signed_on = day(on) if on else ground.today()
    if signed_on > ground.today():
        raise InputError(f"Tanggal pengesahan {signed_on} belum tiba; hari ini {ground.today()}.")
    return Approval((by or "").strip(), (office or "").strip(), signed_on, (letter or "").strip())


def sign(ground: Ground, book: RuleBook, names: Sequence[str], by: Approval) -> tuple[Rule, ...]:
    """Signs the rules as they are in `book`; raises InputError, and then no file has changed."""
    rules = _named(book, names)
    for rule in rules:
        if not rule.active:
            raise InputError(
                f"Aturan '{rule.id}' berstatus {rule.status}; "
                "yang disahkan hanya aturan yang berlaku. Ubah dulu statusnya."
            )
    changes = []
    for rule in rules:
        values: dict[str, str | date] = {
            "oleh": by.by,
            "jabatan": by.office,
            "tanggal": by.day,
            "surat": by.letter,
            "sidik": digest(book, rule),
        }
        changes.append(_change(ground, book, rule, values))
    _write(changes)
    return rules


def withdraw(ground: Ground, book: RuleBook, names: Sequence[str]) -> tuple[Rule, ...]:
    """Takes the signatures out; raises InputError, and then no file has changed."""
    rules = _named(book, names)
    for rule in rules:
        if rule.approval is None:
            raise InputError(f"Aturan '{rule.id}' tidak memuat pengesahan, jadi tidak ada yang dicabut.")
    _write([_change(ground, book, rule, None) for rule in rules])
    return rules


def _named(book: RuleBook, names: Iterable[str]) -> tuple[Rule, ...]:
    found = []
    for name in dict.fromkeys(names):
        if name not in book.rules:
            close = get_close_matches(name, list(book.rules), n=1)
            hint = f"mungkin maksudnya {close[0]}" if close else "id aturan sama dengan nama berkasnya"
            raise InputError(f"Aturan '{name}' tidak ada; {hint}.")
        found.append(book.rules[name])
    return tuple(found)


def _change(ground: Ground, book: RuleBook, rule: Rule, values: dict[str, str | date] | None) -> _Change:
    file = _file(ground, book, rule)
    try:
        before = file.read_bytes()
        text = before.decode()
        after = with_key(text, _KEY, values) if values else without_key(text, _KEY)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{rule.path}: berkas tidak dapat dibaca ({error}).") from error
    except EditError as error:
        raise InputError(f"{rule.path}: {error}.") from error
    if not os.access(file, os.W_OK):
        raise InputError(f"{rule.path}: berkas tidak boleh ditulisi. Beri izin tulis, lalu ulangi.")
    return _Change(file, before, after.encode())


def _file(ground: Ground, book: RuleBook, rule: Rule) -> Path:
    """The file in the folder that holds the rule: the last overlay that has it, else the base."""
    folders = [*reversed(ground.overlays)] if rule.id in book.local else [ground.knowledge]
    name, *inside = PurePosixPath(rule.path).parts
    for folder in folders:
        file = folder.joinpath(*inside)
        if folder.resolve().name == name and file.is_file():
            # A link stays one: what it points to is replaced.
            return file.resolve()
    raise InputError(f"{rule.path}: berkasnya tidak ada lagi. Jalankan sekali lagi.")


def _write(changes: Sequence[_Change]) -> None:
    done: list[_Change] = []
    for change in changes:
        try:
            _replace(change.file, change.after)
        except OSError as error:
            for earlier in done:
                with suppress(OSError):
                    _replace(earlier.file, earlier.before)
            raise InputError(
                f"{change.file}: tidak dapat ditulis ({error.strerror}). Tidak ada berkas yang diubah."
            ) from error
        done.append(change)


def _replace(file: Path, content: bytes) -> None:
    """Write beside and rename; the leading dot keeps what a kill leaves behind out of the rule base."""
    part = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        part.write_bytes(content)
        shutil.copymode(file, part)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
