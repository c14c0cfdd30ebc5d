"""`rulebook sheet`: the rules as a workbook for a bureau that works in Excel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.fault import InputError

if TYPE_CHECKING:
    from bot.rulebook.model import RuleBook


def sheet(
    file: Annotated[Path, typer.Argument(help="Berkas XLSX yang akan dibuat.", metavar="BERKAS")],
) -> None:
    """Menulis semua aturan ke lembar Excel untuk diperiksa dan disetujui biro hukum."""
    from bot.cli.ground import ground
    from bot.cli.rulebook.opened import opened

    write_sheet(file, opened(ground()))
    typer.echo(f"Lembar ditulis: {file}. Setelah diisi: netral rulebook review {file}")


def write_sheet(file: Path, book: RuleBook) -> None:
    """Writes the workbook, never over one that may have been filled in; raises InputError."""
    from bot.book.sheet import workbook

    if file.suffix.casefold() != ".xlsx":
        raise InputError(f"Beri nama yang berakhir .xlsx, misalnya {file.with_suffix('.xlsx').name}.")
    content = workbook(book)
    try:
        with file.open("xb") as target:
            try:
                target.write(content)
            except OSError:
                file.unlink(missing_ok=True)
                raise
    except FileExistsError:
        raise InputError(f"Berkas {file} sudah ada dan tidak ditimpa; pakai nama lain.") from None
    except OSError as error:
        raise InputError(f"Berkas {file} tidak dapat ditulis ({error.strerror}).") from error
