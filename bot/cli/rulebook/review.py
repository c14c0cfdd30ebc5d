"""`rulebook review`: a filled sheet read, and what a bureau agreed to signed in the same go if wanted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.core.fault import DONE, FOUND_WRONG, InputError
from bot.cli.rulebook.sign import BY, DAY, LETTER, OFFICE, RESTART

if TYPE_CHECKING:
    from bot.book.sheet.review import Review
    from bot.rulebook.model import RuleBook


def review(
    file: Annotated[Path, typer.Argument(help="Lembar yang sudah diisi, XLSX.", metavar="BERKAS")],
    *,
    by: Annotated[str | None, BY] = None,
    office: Annotated[str | None, OFFICE] = None,
    letter: Annotated[str | None, LETTER] = None,
    on: Annotated[str | None, DAY] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Satu objek JSON.")] = False,
) -> None:
    """Membaca lembar yang diisi biro hukum; dengan --oleh, --jabatan, --surat yang siap langsung disahkan."""
    from bot.cli.core.settings import ground
    from bot.cli.rulebook.opened import opened
    from bot.cli.rulebook.signing import approval, sign

    here = ground()
    wanted = any(text is not None for text in (by, office, letter, on))
    signer = approval(here, by, office, letter, on) if wanted else None
    book = opened(here)
    found = _judged(file, book)
    signed = [rule.id for rule in sign(here, book, found.ready, signer)] if signer else []
    if as_json:
        typer.echo(json.dumps({**asdict(found), "signed": signed}, ensure_ascii=False))
    else:
        for line in _told(found, signed, file):
            typer.echo(line)
    raise typer.Exit(FOUND_WRONG if signer and not signed else DONE)


def _judged(file: Path, book: RuleBook) -> Review:
    from bot.book.sheet.returned import SheetError, read
    from bot.book.sheet.review import review as judge

    try:
        return judge(book, read(file.read_bytes()))
    except OSError as error:
        raise InputError(f"{file}: berkas tidak dapat dibaca ({error.strerror}).") from error
    except SheetError as error:
        raise InputError("\n".join(f"{file}: {line}" for line in str(error).splitlines())) from error


def _told(found: Review, signed: list[str], file: Path) -> Iterator[str]:
    if signed:
        yield f"Disahkan ({len(signed)}): {', '.join(signed)}"
        yield RESTART
    elif found.ready:
        yield f"Siap disahkan ({len(found.ready)}): {', '.join(found.ready)}"
    else:
        yield "Tidak ada aturan yang siap disahkan."
    if found.remarks:
        yield f"Tidak disetujui atau bercatatan ({len(found.remarks)} baris):"
    for remark in found.remarks:
        note = f": {remark.text}" if remark.text else ""
        yield f"  {remark.rule}, cabang {remark.branch}, setuju: {remark.agreed or '(kosong)'}{note}"
    if found.changed:
        yield f"Tidak disahkan karena lembarnya tidak cocok lagi ({len(found.changed)} aturan):"
    for changed in found.changed:
        yield f"  {changed.rule}: {changed.reason}"
    begun = [empty for empty in found.empty if empty.rows < empty.of]
    if begun:
        yield f"Baru diisi sebagian ({len(begun)} aturan):"
    for empty in begun:
        yield f"  {empty.rule}: {empty.rows} dari {empty.of} baris kosong"
    if untouched := len(found.empty) - len(begun):
        yield f"Belum diisi sama sekali: {untouched} aturan."
    if found.ready and not signed:
        yield f"Mengesahkan yang siap: netral rulebook review {file} --oleh … --jabatan … --surat …"
