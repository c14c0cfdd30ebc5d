"""`rulebook export`: the rule base as a book to read, print and sign, for people who never open YAML."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.fault import InputError


def export(
    *,
    html: Annotated[
        Path | None,
        typer.Option("--html", metavar="FOLDER", help="Situs statis; buka FOLDER/index.html tanpa jaringan."),
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="BERKAS", help="Seluruh buku dalam satu PDF ukuran A4.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Satu objek JSON.")] = False,
) -> None:
    """Menulis buku aturan untuk dibaca, dicetak, dan disahkan."""
    if html is None and pdf is None:
        raise InputError("Sebutkan hasilnya: --html FOLDER, --pdf BERKAS, atau keduanya.")
    from bot.book.assemble import assemble
    from bot.book.files import ExportError, refuse_folder, write_file, write_folder
    from bot.cli.ground import ground
    from bot.rulebook.load import KnowledgeError, load

    here = ground()
    try:
        book = assemble(load(here.knowledge, here.overlays))
    except KnowledgeError as error:
        first, *more = str(error).splitlines()
        others = f" … dan {len(more)} lagi." if more else ""
        raise InputError(
            f"{first}{others}\nBasis aturan tidak terbaca. Semua masalahnya: netral check."
        ) from error
    told: dict[str, object] = {
        "release": book.release,
        "rules": len(book.rules),
        "instruments": len(book.laws),
    }
    try:
        if pdf is not None:
            refuse_folder(pdf)
        if html is not None:
            from bot.book.site import site

            write_folder(html, site(book))
            told["html"] = str(html)
        if pdf is not None:
            from bot.book.pdf import volume

            write_file(pdf, volume(book))
            told["pdf"] = str(pdf)
    except ExportError as error:
        raise InputError(str(error)) from error
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    typer.echo(f"Buku aturan rilis {book.release}: {len(book.rules)} aturan, {len(book.laws)} peraturan.")
    if html is not None:
        typer.echo(f"Situs: buka {html / 'index.html'}")
    if pdf is not None:
        typer.echo(f"PDF: {pdf}")
