"""`broadcast`: messages to many, ordered and steered at a terminal; the running bot delivers them."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.core.fault import DONE, FOUND_WRONG, InputError

if TYPE_CHECKING:
    from bot.outbox.model import Broadcast
    from bot.outbox.service import Status
    from bot.wiring import UseCases

app = typer.Typer(
    name="broadcast", help="Siaran: kirim, pantau, kendalikan.", no_args_is_help=True, rich_markup_mode=None
)
_JSON = typer.Option("--json", help="Satu objek JSON.")
_Number = Annotated[int, typer.Argument(help="Nomor siaran.", metavar="NOMOR")]
MOST_SIGNS = 4096
# A script may be a little late; further back it is a mistyped date.
_LATE = timedelta(hours=1)


@app.command()
def send(
    *,
    text: Annotated[str, typer.Option("--text", help="Berkas teks, atau - untuk masukan standar.")],
    audience: Annotated[str, typer.Option("--audience", help='Sasaran, misalnya unit:"Dinas A".')],
    at: Annotated[
        str | None, typer.Option("--at", help="Waktu kirim ISO 8601; tanpa ini dikirim sekarang.")
    ] = None,
    expires: Annotated[
        str | None, typer.Option("--expires", help="Sesudah waktu ini tidak boleh sampai lagi.")
    ] = None,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Memesan siaran; bot yang sedang berjalan mengirimkannya."""
    from bot.ask.sections import Section
    from bot.cli.core.office import within_office
    from bot.outbox.model import BroadcastKind, BroadcastRequest, Content, When
    from bot.people.audience import AudienceError
    from bot.text.markup import marked
    from bot.tg.core.render import pages

    written = _text(text)
    (html, *more) = pages((Section("note", marked(written)),))
    if more:
        raise InputError(f"{text}: teks lebih dari {MOST_SIGNS} huruf; satu siaran satu pesan.")

    async def work(office: UseCases) -> Broadcast:
        when = When(_moment(office, at), expires=_moment(office, expires))
        now = office.clock.now()
        if when.start is not None and when.start < now - _LATE:
            raise InputError("--at sudah lewat; periksa tanggal dan tahunnya.")
        if when.expires is not None and when.expires <= max(when.start or now, now):
            raise InputError("--expires harus sesudah waktu kirim.")
        return await office.outbox.place(
            BroadcastRequest(BroadcastKind.MANUAL, Content(html), audience, when, "cli")
        )

    try:
        placed = within_office(work)
    except AudienceError as error:
        raise InputError(str(error)) from error
    not_joined = placed.skipped.get("not_joined", 0)
    skipped = sum(placed.skipped.values()) - not_joined
    if as_json:
        told = {
            "id": placed.id,
            "recipients": placed.recipients,
            "not_joined": not_joined,
            "skipped": skipped,
        }
        typer.echo(json.dumps(told))
    else:
        typer.echo(
            f"Siaran nomor {placed.id}: {placed.recipients} penerima, {not_joined} belum bergabung, "
            f"{skipped} tidak ikut karena sebab lain."
        )


@app.command()
def status(number: _Number, *, as_json: Annotated[bool, _JSON] = False) -> None:
    """Menampilkan keadaan satu siaran."""
    from bot.cli.core.office import within_office

    async def work(office: UseCases) -> Status | None:
        return await office.outbox.status(number)

    found = within_office(work)
    if found is None:
        raise InputError(f"Tidak ada siaran nomor {number}.")
    counts = {state.value: count for state, count in found.counts.items()}
    if as_json:
        typer.echo(json.dumps({"id": number, "counts": counts}))
        return
    typer.echo(f"Siaran nomor {number}: {found.broadcast.phase.value}")
    for state, count in counts.items():
        if count:
            typer.echo(f"  {state}: {count}")


@app.command()
def pause(number: _Number) -> None:
    """Menjeda siaran."""
    _steer(number, lambda office: office.outbox.pause(number, "cli"), "Dijeda.")


@app.command()
def resume(number: _Number) -> None:
    """Melanjutkan siaran yang dijeda."""
    _steer(number, lambda office: office.outbox.resume(number, "cli"), "Dilanjutkan.")


@app.command()
def cancel(number: _Number) -> None:
    """Menghentikan siaran; yang belum terkirim tidak dikirim."""
    _steer(number, lambda office: office.outbox.cancel(number, "cli"), "Dihentikan.")


@app.command("resend-unknown")
def resend_unknown(number: _Number) -> None:
    """Mengirim ulang yang belum pasti; sebagian orang mungkin menerimanya dua kali."""
    _steer(number, lambda office: office.outbox.resend_unknown(number, "cli"), "Dikirim ulang.")


def _steer(number: int, act: Callable[[UseCases], Awaitable[int | bool]], done: str) -> None:
    from bot.cli.core.office import within_office

    async def work(office: UseCases) -> int | bool:
        if await office.outbox.status(number) is None:
            raise InputError(f"Tidak ada siaran nomor {number}.")
        return await act(office)

    if within_office(work):
        typer.echo(done)
        raise typer.Exit(DONE)
    typer.echo("Keadaan siarannya tidak memungkinkan itu; tidak ada yang berubah.", err=True)
    raise typer.Exit(FOUND_WRONG)


def _text(source: str) -> str:
    try:
        written = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{source}: bukan teks UTF-8; simpan ulang sebagai UTF-8.") from None
    except OSError as error:
        raise InputError(f"{source}: berkas tidak dapat dibaca ({error.strerror}).") from error
    if not written.strip():
        raise InputError(f"{source}: teksnya kosong.")
    return written.strip()


def _moment(office: UseCases, written: str | None) -> datetime | None:
    """An ISO moment, without an offset in the office's zone."""
    if written is None:
        return None
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        raise InputError(f"Waktu '{written}' tidak terbaca; tulis seperti 2026-11-28T09:00.") from None
    return found if found.tzinfo else found.replace(tzinfo=office.settings.zone)
