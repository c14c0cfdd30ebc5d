"""`pledge`: campaigns opened, followed and closed at a terminal; the running bot delivers the invitations."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.core.fault import DONE, FOUND_WRONG, InputError

if TYPE_CHECKING:
    from bot.pledge.model import PledgeText
    from bot.wiring import UseCases

app = typer.Typer(
    name="pledge", help="Ikrar: buka, pantau, tutup.", no_args_is_help=True, rich_markup_mode=None
)
_JSON = typer.Option("--json", help="Satu objek JSON.")
_Number = Annotated[int, typer.Argument(help="Nomor ikrar.", metavar="NOMOR", min=1, max=2**31 - 1)]


@app.command("open")
def open_(
    *,
    text: Annotated[
        str, typer.Option("--text", help="ikrar-netralitas, pakta-integritas, atau berkas .md sendiri.")
    ],
    audience: Annotated[str, typer.Option("--audience", help="Sasaran, misalnya semua.")],
    deadline: Annotated[
        str, typer.Option("--deadline", help="Batas waktu; tanggal saja berarti akhir hari itu.")
    ],
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Membuka ikrar dan mengundang sasarannya sekarang."""
    from bot.cli.core.office import within_office
    from bot.people.audience import AudienceError
    from bot.pledge.service import PledgeError

    async def work(office: UseCases) -> dict[str, object]:
        wanted = _text(office, text)
        campaign, placed = await office.pledging.open(wanted, audience, _deadline(office, deadline), "cli")
        not_joined = placed.skipped.get("not_joined", 0)
        return {"id": campaign.id, "recipients": placed.recipients, "not_joined": not_joined}

    try:
        told = within_office(work)
    except (AudienceError, PledgeError) as error:
        raise InputError(str(error)) from error
    if as_json:
        typer.echo(json.dumps(told))
    else:
        typer.echo(
            f"Ikrar nomor {told['id']}: {told['recipients']} diundang, {told['not_joined']} belum bergabung."
        )


@app.command()
def status(number: _Number, *, as_json: Annotated[bool, _JSON] = False) -> None:
    """Menampilkan rekap satu ikrar."""
    from bot.cli.core.office import within_office

    async def work(office: UseCases) -> dict[str, object]:
        campaign = await office.pledging.find(number)
        if campaign is None:
            raise InputError(f"Tidak ada ikrar nomor {number}.")
        units = await office.pledging.by_unit(campaign)
        fields = ("confirmed", "questions", "objected", "unreachable", "not_joined", "pending")
        return {
            "id": campaign.id,
            "text": campaign.text.id,
            "version": campaign.text.version,
            "audience": campaign.audience,
            **{field: sum(getattr(unit, field) for unit in units) for field in fields},
        }

    told = within_office(work)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    typer.echo(f"Ikrar nomor {told['id']}: {told['text']} versi {told['version']}, {told['audience']}")
    typer.echo(
        f"sudah {told['confirmed']}, belum {told['pending']}, bertanya {told['questions']}, "
        f"keberatan {told['objected']}, tidak terjangkau {told['unreachable']}, "
        f"belum bergabung {told['not_joined']}"
    )


@app.command()
def close(number: _Number) -> None:
    """Menutup ikrar sebelum batas waktunya."""
    from bot.cli.core.office import within_office

    async def work(office: UseCases) -> bool:
        if await office.pledging.find(number) is None:
            raise InputError(f"Tidak ada ikrar nomor {number}.")
        return await office.pledging.close(number, "cli")

    _done(within_office(work), "Ditutup.")


@app.command()
def remind(number: _Number) -> None:
    """Mengundang sekali lagi semua yang belum berikrar, juga sesudah pemulihan dari cadangan."""
    from bot.cli.core.office import within_office

    async def work(office: UseCases) -> int:
        campaign = await office.pledging.find(number)
        if campaign is None or not office.pledging.is_open(campaign):
            raise InputError(f"Tidak ada ikrar nomor {number} yang sedang terbuka.")
        return (await office.pledging.remind(campaign, "cli")).recipients

    typer.echo(f"{within_office(work)} orang diundang lagi.")


def _done(done: bool, text: str) -> None:
    if done:
        typer.echo(text)
        raise typer.Exit(DONE)
    typer.echo("Ikrar ini memang sudah berakhir; tidak ada yang berubah.", err=True)
    raise typer.Exit(FOUND_WRONG)


def _text(office: UseCases, wanted: str) -> PledgeText:
    from bot.cli.core.office import knowledge_of
    from bot.pledge.service import own_text, text_of

    pledges = knowledge_of(office).pledges
    if wanted in pledges:
        return text_of(pledges[wanted])
    file = Path(wanted)
    if file.suffix not in (".md", ".txt"):
        known = ", ".join(sorted(pledges))
        raise InputError(f"Naskah '{wanted}' tidak ada; pilihannya: {known}, atau berkas .md.")
    try:
        return own_text(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise InputError(f"{file}: bukan teks UTF-8; simpan ulang sebagai UTF-8.") from None
    except OSError as error:
        raise InputError(f"{file}: tidak dapat dibaca ({error.strerror}).") from error


def _deadline(office: UseCases, written: str) -> datetime:
    """The end of a day, or a moment, in the office's zone."""
    zone = office.settings.zone
    try:
        with suppress(ValueError):
            return datetime.combine(date.fromisoformat(written) + timedelta(days=1), time(), zone)
        found = datetime.fromisoformat(written)
    except (ValueError, OverflowError):
        raise InputError(f"Batas waktu '{written}' tidak terbaca; tulis seperti 2026-11-30.") from None
    return found if found.tzinfo else found.replace(tzinfo=zone)
