"""`doctor`: whether this installation can run, one finding a line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.core.fault import DONE, FOUND_WRONG, InputError

if TYPE_CHECKING:
    from bot.cli.core.settings import Ground
    from bot.config import Settings
    from bot.rulebook.model import RuleBook

LEAST_FREE = 200 * 1024 * 1024
"""Bytes below which a busy office fills its disk before anybody looks."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, whether it is well, and what there is to know or to do."""

    name: str
    ok: bool
    detail: str


def doctor(*, as_json: Annotated[bool, typer.Option("--json", help="Satu objek JSON.")] = False) -> None:
    """Memeriksa apakah pemasangan ini siap dijalankan; kode keluar 1 bila ada yang perlu dibenahi."""
    found = list(_findings())
    ok = all(one.ok for one in found)
    if as_json:
        typer.echo(json.dumps({"ok": ok, "checks": [asdict(one) for one in found]}, ensure_ascii=False))
    else:
        for one in found:
            typer.echo(f"{'✓' if one.ok else '✗'} {one.name}: {one.detail}")
    raise typer.Exit(DONE if ok else FOUND_WRONG)


def _findings() -> Iterator[Finding]:
    from bot.cli.core.load_checked import proven
    from bot.cli.core.settings import of, settings

    try:
        chosen = settings()
    except InputError as fault:
        yield Finding("setelan", False, str(fault))
        return
    here = of(chosen)
    yield Finding("setelan", True, "semua terbaca")
    yield Finding("token", True, _token(chosen))
    yield _looked("diska", lambda: _disk(chosen))
    yield _looked("kunci", lambda: _key(chosen))
    yield _looked("buku ikrar", lambda: _ledger(chosen))
    yield _looked("pembaruan", lambda: _updates(chosen))
    try:
        book = proven(here).book
    except InputError as fault:
        yield Finding("basis aturan", False, str(fault))
        yield _looked("jam", lambda: _clock(here, None))
        return
    yield Finding("basis aturan", True, f"rilis {book.release.name}, {_approved(book)}")
    yield _looked("jam", lambda: _clock(here, book.release.day))


def _approved(book: RuleBook) -> str:
    from bot.rulebook.signatures import standing

    if book.release.approved_by:
        return f"disahkan {book.release.approved_by}"
    found = standing(book)
    if not found.signed:
        return "belum disahkan biro hukum"
    return f"{len(found.signed)} dari {len(found.signed) + len(found.unsigned)} aturan disahkan biro hukum"


def _looked(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, look())
    except InputError as fault:
        return Finding(name, False, str(fault))


def _token(chosen: Settings) -> str:
    if chosen.token is None:
        return "belum diisi; bot berjalan di terminal saja"
    return "bentuknya benar; Telegram menilainya saat bot dijalankan"


def _disk(chosen: Settings) -> str:
    from bot.cli.core.disk import folder

    home = folder(chosen)
    if home is None:
        return "basis data di server PostgreSQL"
    free = shutil.disk_usage(home).free
    if free < LEAST_FREE:
        raise InputError(f"Ruang kosong di {home} tinggal {free // 2**20} MB. Kosongkan ruang.")
    return f"{free // 2**20} MB kosong di {home}"


def _key(chosen: Settings) -> str:
    from bot.people.keyring import KeyFileError, open_keyring

    file = chosen.key_path
    if file is None or not file.exists():
        return "dibuat saat bot pertama kali dijalankan"
    try:
        keys = open_keyring(file)
    except KeyFileError as error:
        raise InputError(str(error)) from error
    return f"{file}, sidik {keys.fingerprint}; simpan salinannya di tempat lain"


def _ledger(chosen: Settings) -> str:
    """What a restore from an older backup has lost shows here, and nowhere else by itself."""
    from bot.cli.core.disk import exists
    from bot.cli.core.office import within_office
    from bot.wiring import UseCases

    if not exists(chosen):
        return "belum ada ikrar"

    async def work(office: UseCases) -> tuple[int, int]:
        count, _ = await office.checkpoints.tail()
        return count, await office.checkpoints.lacking()

    count, lacking = within_office(work)
    if lacking:
        raise InputError(
            f"{lacking} baris hilang dibanding kepala terakhir; basis data ini cadangan yang lebih lama. "
            "Undang lagi yang barisnya hilang: netral pledge remind NOMOR."
        )
    return f"{count} baris, lengkap menurut kepala terakhir"


def _updates(chosen: Settings) -> str:
    """Updates of the last days that this release could not read: another one may."""
    from bot.cli.core.disk import exists
    from bot.cli.core.office import within_office
    from bot.wiring import UseCases

    if not exists(chosen):
        return "belum ada"

    async def work(office: UseCases) -> list[tuple[int, str]]:
        return await office.updates.faults()

    faults = within_office(work)
    if not faults:
        return "semua terbaca"
    number, fault = faults[0]
    return (
        f"{len(faults)} kiriman Telegram tidak terbaca dan dilewati, terakhir nomor {number} ({fault}); "
        "perbarui bot bila sering terjadi"
    )


def _clock(here: Ground, released: date | None) -> str:
    now = here.clock.now().astimezone(here.zone)
    shown = now.isoformat(timespec="minutes")
    if here.start:
        return f"{shown} (gladi, dari NETRAL_NOW)"
    if released and now.date() < released:
        raise InputError(f"{shown}, padahal basis aturan dirilis {released}; setel jam server")
    return shown
