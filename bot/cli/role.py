"""`role`: roles given, taken and listed by whoever has the server in hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.core.fault import DONE, FOUND_WRONG, InputError

if TYPE_CHECKING:
    from bot.people.records import Grant
    from bot.wiring import UseCases

app = typer.Typer(
    name="role", help="Peran: hr, kepala, hukum, auditor.", no_args_is_help=True, rich_markup_mode=None
)
_Role = Annotated[str, typer.Argument(help="hr, kepala, hukum, atau auditor.", metavar="PERAN")]
_Who = Annotated[str, typer.Argument(help="NIP yang sudah bergabung, atau ID Telegram.", metavar="SIAPA")]
_Unit = Annotated[str | None, typer.Option("--unit", help="Unit yang dipimpin; hanya untuk kepala.")]


@app.command()
def grant(role: _Role, who: _Who, *, unit: _Unit = None) -> None:
    """Memberi peran."""
    _change(role, who, unit, gives=True)


@app.command()
def revoke(role: _Role, who: _Who, *, unit: _Unit = None) -> None:
    """Mencabut peran."""
    _change(role, who, unit, gives=False)


@app.command("list")
def list_(*, as_json: Annotated[bool, typer.Option("--json", help="Satu objek JSON.")] = False) -> None:
    """Menampilkan peran yang berlaku."""
    from bot.cli.core.office import within_office

    async def work(office: UseCases) -> list[Grant]:
        return await office.staff.in_force()

    found = within_office(work)
    if as_json:
        told = [{"role": one.role, "telegram_id": one.telegram_id, "unit": one.unit or None} for one in found]
        typer.echo(json.dumps({"roles": told}, ensure_ascii=False))
        return
    for one in found:
        name = one.member.name if one.member else f"ID {one.telegram_id}"
        typer.echo(f"{one.role}: {name}{f' · {one.unit}' if one.unit else ''}")
    if not found:
        typer.echo("Belum ada peran yang diberikan.")


def _change(role: str, who: str, unit: str | None, *, gives: bool) -> None:
    from bot.cli.core.office import within_office
    from bot.people.audience import AudienceError
    from bot.people.authority import GRANTS, Role
    from bot.people.shared_accounts import SharedAccountError
    from bot.people.staff import Change, Done

    if role not in {one.value for one in GRANTS[Role.OWNER]}:
        raise InputError(f"Peran '{role}' tidak ada; pilihannya: hr, kepala, hukum, auditor.")
    is_head = role == Role.HEAD.value
    if unit and not is_head:
        raise InputError("--unit hanya untuk peran kepala.")
    if is_head and gives and not unit:
        raise InputError('Sebutkan unitnya, misalnya --unit "Dinas A/Bidang 2".')

    async def work(office: UseCases) -> Done:
        try:
            found = await office.staff.account_of(who)
        except SharedAccountError as error:
            raise InputError(str(error)) from error
        if found is None:
            raise InputError(f"'{who}' bukan NIP pegawai yang sudah bergabung dan bukan ID Telegram.")
        path = await office.staff.unit(unit) if unit else ""
        change = Change(gives, Role(role), found[0], path, found[1])
        return await office.staff.carry_out("cli", change)

    try:
        done = within_office(work)
    except AudienceError as error:
        raise InputError(str(error)) from error
    if done is Done.REFUSED:
        raise InputError("Pegawai itu sudah tidak ada di daftar, jadi tidak dapat diberi peran.")
    if done is not Done.DONE:
        typer.echo("Perannya memang sudah begitu; tidak ada yang berubah.", err=True)
        raise typer.Exit(FOUND_WRONG)
    typer.echo("Peran diberikan." if gives else "Peran dicabut.")
    raise typer.Exit(DONE)
