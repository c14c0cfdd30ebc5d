"""`check`: examine the rule base and say where it must be mended."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.fault import DONE, FOUND_WRONG


def check(*, as_json: Annotated[bool, typer.Option("--json", help="Satu objek JSON.")] = False) -> None:
    """Memeriksa basis aturan; kode keluar 1 bila ada kesalahan."""
    from bot.check import Report
    from bot.cli.ground import ground
    from bot.cli.proven import examined
    from bot.rulebook.problem import KnowledgeError
    from bot.understand.words.lexicon import LexiconError

    here = ground()
    try:
        report = examined(here)
    except (KnowledgeError, LexiconError) as error:
        # Files that cannot even be read: the same shape, nothing counted.
        report = Report(0, 0, 0, 0, 0, tuple(str(error).splitlines()), ())
    if as_json:
        typer.echo(report.json())
    else:
        for line in report.errors:
            typer.echo(line)
        for line in report.warnings:
            typer.echo(f"{line} (peringatan)")
        looked_at = (
            f"{_number(report.rules)} aturan, {_number(report.combinations)} kombinasi fakta, "
            f"{_number(report.dates)} tanggal, {_number(report.phrasings)} pertanyaan, "
            f"{_number(report.tests)} uji"
        )
        typer.echo(
            f"Diperiksa: {looked_at}. "
            f"{_number(len(report.errors))} kesalahan, {_number(len(report.warnings))} peringatan."
        )
    raise typer.Exit(FOUND_WRONG if report.errors else DONE)


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
