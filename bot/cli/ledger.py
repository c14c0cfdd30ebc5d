"""`ledger`: the pledges' ledger exported and verified; verifying needs nothing but the file."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.core.fault import DONE, FOUND_WRONG, InputError

if TYPE_CHECKING:
    from bot.wiring import UseCases

app = typer.Typer(
    name="ledger", help="Buku ikrar: ekspor, periksa, kunci.", no_args_is_help=True, rich_markup_mode=None
)
_HEAD = re.compile(r"([0-9]{1,12}:)?[0-9a-fA-F]{64}")
_File = Annotated[Path, typer.Argument(help="Berkas JSONL.", metavar="BERKAS")]


@app.command()
def export(file: _File) -> None:
    """Menulis seluruh buku ikrar dan kepalanya yang bertanda tangan."""
    from bot.cli.core.office import within_office

    part = file.with_name(f"{file.name}.{os.getpid()}")

    async def work(office: UseCases) -> int:
        count = -1
        try:
            with part.open("w", encoding="utf-8", newline="\n") as target:
                async for line in office.checkpoints.export():
                    target.write(f"{line}\n")
                    count += 1
            part.replace(file)
        except OSError as error:
            raise InputError(f"{file}: tidak dapat ditulis ({error.strerror}).") from error
        finally:
            part.unlink(missing_ok=True)
        return count

    typer.echo(f"{within_office(work)} baris ditulis ke {file}.")


@app.command()
def verify(
    file: _File,
    *,
    public_key: Annotated[
        Path | None, typer.Option("--public-key", help="Berkas kunci publik yang harus menandatangani.")
    ] = None,
    head: Annotated[
        str | None, typer.Option("--head", help="Kepala yang pernah diumumkan, atau sidiknya saja.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Satu objek JSON.")] = False,
) -> None:
    """Memeriksa buku ikrar tanpa basis data dan tanpa jaringan; kode keluar 1 bila ada yang salah."""
    from bot.pledge.proof import examine
    from bot.pledge.signing import SignatureError

    if head is not None and not _HEAD.fullmatch(head.strip()):
        raise InputError(f"'{head}' bukan kepala buku ikrar; salin utuh, misalnya 10234:ab12… (64 angka).")
    pinned = _read(public_key).strip() if public_key else None
    try:
        # A byte that is no text is the ledger's fault, and named with its row like any other.
        with file.open(encoding="utf-8-sig", errors="surrogateescape") as lines:
            report = examine(lines, pinned, head)
    except OSError as error:
        raise InputError(f"{file}: tidak dapat dibaca ({error.strerror}).") from error
    except SignatureError:
        raise InputError(f"{public_key}: bukan kunci publik Ed25519 dalam base64.") from None
    if as_json:
        told = {"ok": report.fault is None, "rows": report.rows, "fault": report.fault, "key": report.key}
        told["head"] = report.head.posted if report.head else None
        told["rows_after_head"] = report.after
        typer.echo(json.dumps(told, ensure_ascii=False))
    elif report.fault is not None:
        typer.echo(f"TIDAK SAH: {report.fault}")
    else:
        later = f" {report.after} baris lebih baru daripada kepala itu." if report.after is not None else ""
        typer.echo(f"Sah: {report.rows} baris, ditandatangani kunci {report.key}.{later}")
    raise typer.Exit(FOUND_WRONG if report.fault else DONE)


@app.command("public-key")
def public_key() -> None:
    """Mencetak kunci publik yang sekarang menandatangani."""
    from bot.cli.core.office import within_office

    async def work(office: UseCases) -> str:
        return await office.checkpoints.public()

    typer.echo(within_office(work))


@app.command("rotate-key")
def rotate_key() -> None:
    """Mulai memakai kunci tanda tangan baru; yang lama tetap tersimpan. Hentikan bot dulu."""
    from bot.cli.core.office import within_office
    from bot.people.audit import Act, AuditEntry
    from bot.people.keyring import KeyFileError

    async def work(office: UseCases) -> str:
        if office.settings.key_path is None:
            raise InputError("Basis data di memori tidak punya berkas kunci.")
        public = await office.checkpoints.rotate(office.settings.key_path)
        await office.staff.note(AuditEntry("cli", Act.KEY_ROTATED, "", office.clock.now()))
        return public

    try:
        public = within_office(work)
    except KeyFileError as error:
        raise InputError(str(error)) from error
    typer.echo(f"Kunci baru: {public}")
    typer.echo("Salin lagi berkas kuncinya ke tempat yang aman.", err=True)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: tidak dapat dibaca ({error}).") from error
