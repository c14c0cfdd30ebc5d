"""`check`: examine the rule base and say where it must be mended; `--proof`: that joining permits nothing."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from bot.cli.core.fault import DONE, FOUND_WRONG

SENTENCES = 100_000


def check(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Satu objek JSON.")] = False,
    proof: Annotated[
        bool,
        typer.Option("--proof", help="Buktikan bahwa perbuatan terlarang tidak lolos bersama yang boleh."),
    ] = False,
    sentences: Annotated[
        int, typer.Option("--sentences", min=100, help="Banyaknya kalimat yang disusun untuk --proof.")
    ] = SENTENCES,
) -> None:
    """Memeriksa basis aturan; kode keluar 1 bila ada kesalahan."""
    if proof:
        _prove(sentences, as_json=as_json)
    else:
        _examine(as_json=as_json)


def _examine(*, as_json: bool) -> None:
    from bot.check import Report
    from bot.cli.core.load_checked import examined
    from bot.cli.core.settings import ground
    from bot.rulebook.problem import KnowledgeError
    from bot.understand.learned.reader import ReaderError
    from bot.understand.words.lexicon import LexiconError

    here = ground()
    try:
        report = examined(here)
    except (KnowledgeError, LexiconError, ReaderError) as error:
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
        approved = (
            f"{_number(report.signed)} aturan disahkan, {_number(report.unsigned)} belum, "
            f"{_number(report.stale)} berubah sesudah disahkan"
        )
        typer.echo(
            f"Diperiksa: {looked_at}. {approved}. "
            f"{_number(len(report.errors))} kesalahan, {_number(len(report.warnings))} peringatan."
        )
    raise typer.Exit(FOUND_WRONG if report.errors else DONE)


def _prove(sentences: int, *, as_json: bool) -> None:
    from bot.cli.core.settings import ground
    from bot.cli.proof import prove

    result = prove(ground(), sentences)
    if as_json:
        typer.echo(json.dumps(result.figures, ensure_ascii=False))
    else:
        for text in result.looser:
            typer.echo(f"lebih longgar: {text!r}")
        figures = result.figures
        typer.echo(
            f"Disusun {_number(figures['composed'])} kalimat: {_number(figures['looser'])} lebih longgar, "
            f"{_number(figures['asked'])} ditanyakan, {_number(figures['strict'])} tidak diizinkan. "
            f"Tetap boleh di samping kata yang tidak mengubah apa pun: {_number(figures['kept'])} dari "
            f"{_number(figures['plain'])}."
        )
    raise typer.Exit(FOUND_WRONG if result.looser else DONE)


def _number(value: int) -> str:
    from bot.text.numbers import number

    return number(value, "id")
