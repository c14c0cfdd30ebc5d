"""`rulebook export`: the rule base as a book to read, print and sign, for people who never open YAML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.core.fault import InputError

if TYPE_CHECKING:
    from bot.rulebook.model import RuleBook


def export(
    *,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FOLDER", help="Situs statis; buka FOLDER/index.html tanpa jaringan."),
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="BERKAS", help="Seluruh buku dalam satu PDF ukuran A4.")
    ] = None,
    xlsx: Annotated[
        Path | None,
        typer.Option(
            "--xlsx", metavar="BERKAS", help="Lembar Excel untuk diisi biro hukum, satu cabang satu baris."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Satu objek JSON.")] = False,
) -> None:
    """Menulis buku aturan untuk dibaca, dicetak, dan disahkan."""
    if html is None and pdf is None and xlsx is None:
        raise InputError(
            "Sebutkan hasilnya: --html FOLDER, --pdf BERKAS, --xlsx BERKAS, boleh lebih dari satu."
        )
    from bot.book.files import ExportError, refuse_folder, refuse_sheet
    from bot.cli.core.settings import ground
    from bot.cli.rulebook.opened import opened

    rules = opened(ground())
    try:
        if pdf is not None:
            refuse_folder(pdf)
        if xlsx is not None:
            refuse_sheet(xlsx)
        _write(rules, html, pdf, xlsx)
    except ExportError as error:
        raise InputError(str(error)) from error
    release, laws = rules.release.name, len(rules.instruments)
    if as_json:
        told: dict[str, object] = {"release": release, "rules": len(rules.rules), "instruments": laws}
        written = {"html": html, "pdf": pdf, "xlsx": xlsx}
        told |= {kind: str(path) for kind, path in written.items() if path is not None}
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    typer.echo(f"Buku aturan rilis {release}: {len(rules.rules)} aturan, {laws} peraturan.")
    if html is not None:
        typer.echo(f"Situs: buka {html / 'index.html'}")
    if pdf is not None:
        typer.echo(f"PDF: {pdf}")
    if xlsx is not None:
        typer.echo(f"Lembar Excel: {xlsx}. Setelah diisi: netral rulebook review {xlsx}")


def _write(rules: RuleBook, html: Path | None, pdf: Path | None, xlsx: Path | None) -> None:
    from bot.book.assemble import assemble
    from bot.book.files import write_file, write_folder

    if xlsx is not None:
        from bot.book.sheet.workbook import workbook

        write_file(xlsx, workbook(rules))
    if html is None and pdf is None:
        return
    book = assemble(rules)
    if html is not None:
        from bot.book.site import site

        write_folder(html, site(book))
    if pdf is not None:
        from bot.book.pdf import volume

        write_file(pdf, volume(book))
