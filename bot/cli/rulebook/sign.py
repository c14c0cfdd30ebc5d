"""`rulebook sign` and `rulebook unsign`: a legal officer's signature under the rules that he names."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.core.fault import InputError

_RULES = typer.Argument(help="Id aturan; boleh beberapa.", metavar="ATURAN")
BY = typer.Option("--oleh", help="Nama pejabat yang mengesahkan.")
OFFICE = typer.Option("--jabatan", help="Jabatannya, misalnya Kepala Biro Hukum.")
LETTER = typer.Option("--surat", help="Nomor surat pengesahannya.")
DAY = typer.Option("--tanggal", help="Tanggal pengesahan, misalnya 2026-12-01; bila kosong, hari ini.")
RESTART = "Berlaku pada jawaban setelah bot dijalankan lagi."


def sign(
    rules: Annotated[list[str] | None, _RULES] = None,
    *,
    by: Annotated[str | None, BY] = None,
    office: Annotated[str | None, OFFICE] = None,
    letter: Annotated[str | None, LETTER] = None,
    on: Annotated[str | None, DAY] = None,
) -> None:
    """Mengesahkan aturan yang disebutkan; yang berubah sesudahnya dihitung belum disahkan lagi."""
    from bot.cli.core.settings import ground
    from bot.cli.rulebook.opened import opened
    from bot.cli.rulebook.signing import approval
    from bot.cli.rulebook.signing import sign as put
    from bot.rulebook.digest import SHOWN, digest

    if not rules:
        raise InputError("Sebutkan aturan yang disahkan, satu atau beberapa; semuanya sekaligus tidak bisa.")
    here = ground()
    signer = approval(here, by, office, letter, on)
    book = opened(here)
    for rule in put(here, book, rules, signer):
        typer.echo(f"Disahkan: {rule.id} (sidik {digest(book, rule)[:SHOWN]}), {rule.path}")
    typer.echo(f"Oleh {signer.by}, {signer.office}, {signer.day}, surat {signer.letter}. {RESTART}")


def unsign(rules: Annotated[list[str] | None, _RULES] = None) -> None:
    """Mencabut pengesahan aturan yang disebutkan."""
    from bot.cli.core.settings import ground
    from bot.cli.rulebook.opened import opened
    from bot.cli.rulebook.signing import withdraw

    if not rules:
        raise InputError("Sebutkan aturan yang pengesahannya dicabut, satu atau beberapa.")
    here = ground()
    for rule in withdraw(here, opened(here), rules):
        typer.echo(f"Dicabut: {rule.id}, {rule.path}")
    typer.echo(RESTART)
