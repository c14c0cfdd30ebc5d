"""`roster`: the office's list of employees, taken over, taken back and counted at a terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.core.fault import DONE, FOUND_WRONG, InputError

if TYPE_CHECKING:
    from bot.people.roster.roster_import import Applied, Preview
    from bot.wiring import UseCases

app = typer.Typer(
    name="roster", help="Daftar pegawai: impor, templat, hitung.", no_args_is_help=True, rich_markup_mode=None
)
_JSON = typer.Option("--json", help="Satu objek JSON.")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Daftar pegawai, XLSX atau CSV.", metavar="BERKAS")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Terapkan tanpa bertanya.")] = False,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Memeriksa daftar pegawai dan, setelah disetujui, menerapkannya sekaligus."""
    from bot.cli.core.office import within_office
    from bot.people.roster.errors import RosterError

    content = _content(file)

    async def work(office: UseCases) -> Preview | Applied:
        preview = await office.roster_import.check(content, file.name)
        for name in preview.roster.ignored:
            typer.echo(f"Kolom '{name}' tidak dipakai.", err=True)
        if preview.changes.is_empty or not (yes or _agreed(preview.changes.counts, as_json=as_json)):
            return preview
        applied = await office.roster_import.apply(preview, "cli")
        if applied is None:
            raise InputError("Daftar pegawai berubah selagi diperiksa. Jalankan sekali lagi.")
        return applied

    try:
        done = within_office(work)
    except RosterError as error:
        raise InputError(str(error)) from error
    counts = done.changes.counts
    if as_json:
        typer.echo(json.dumps(counts))
        return
    from bot.people.roster.roster_import import Applied as Taken

    typer.echo(_counted(counts))
    if isinstance(done, Taken):
        typer.echo("Diterapkan. Membatalkannya: netral roster undo")
    elif not done.changes.is_empty:
        typer.echo("Belum diterapkan. Tambahkan --yes untuk menerapkannya.")


@app.command()
def undo() -> None:
    """Membatalkan impor terakhir."""
    from bot.cli.core.office import within_office

    async def work(office: UseCases) -> bool:
        last = await office.roster_import.last()
        return last is not None and await office.roster_import.undo(last.id, "cli")

    if within_office(work):
        typer.echo("Impor terakhir dibatalkan; daftar pegawai kembali seperti sebelumnya.")
        raise typer.Exit(DONE)
    typer.echo("Tidak ada impor yang dapat dibatalkan.", err=True)
    raise typer.Exit(FOUND_WRONG)


@app.command()
def template(
    file: Annotated[Path, typer.Argument(help="Berkas XLSX yang akan dibuat.", metavar="BERKAS")],
) -> None:
    """Menulis templat Excel untuk diisi kepegawaian."""
    from bot.people.roster.template import template as made

    try:
        with file.open("xb") as target:
            target.write(made())
    except FileExistsError:
        raise InputError(f"Berkas {file} sudah ada dan tidak ditimpa; pakai nama lain.") from None
    except OSError as error:
        raise InputError(f"Berkas {file} tidak dapat ditulis ({error.strerror}).") from error
    typer.echo(f"Templat ditulis: {file}")


@app.command()
def count(
    audience: Annotated[str, typer.Argument(help='Sasaran, misalnya semua atau unit:"Dinas A".')] = "semua",
    *,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Menghitung pegawai dalam satu sasaran, dan yang sudah bergabung."""
    from bot.cli.core.office import within_office
    from bot.people.audience import AudienceError

    async def work(office: UseCases) -> tuple[int, int]:
        return await office.members.count(await office.staff.audience(audience), office.staff.owners)

    try:
        active, joined = within_office(work)
    except AudienceError as error:
        raise InputError(str(error)) from error
    if as_json:
        typer.echo(json.dumps({"active": active, "joined": joined, "not_joined": active - joined}))
    else:
        typer.echo(f"{active} pegawai: {joined} sudah bergabung, {active - joined} belum.")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file}: berkas tidak dapat dibaca ({error.strerror}).") from error


def _agreed(counts: dict[str, int], *, as_json: bool) -> bool:
    """Asks whoever sits at the terminal; nobody there means no."""
    if as_json or not sys.stdin.isatty():
        return False
    typer.echo(_counted(counts))
    answer: str = typer.prompt("Terapkan? (ya/tidak)", default="tidak")
    return answer.strip().casefold() == "ya"


def _counted(counts: dict[str, int]) -> str:
    added, changed, left, unchanged = counts.values()
    return f"Baru {added}, berubah {changed}, keluar {left}, tetap {unchanged}."
