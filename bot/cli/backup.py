"""`backup`: a copy of the database that is whole although the bot goes on writing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.core.fault import InputError


def backup(
    file: Annotated[Path, typer.Argument(help="Berkas cadangan yang akan dibuat.", metavar="BERKAS")],
) -> None:
    """Menyalin basis data ke BERKAS; bot boleh tetap berjalan."""
    from bot.cli.core.settings import settings
    from bot.store.engine.backup import copy
    from bot.store.engine.failure import StoreError
    from bot.text.numbers import number

    chosen = settings()
    try:
        size = copy(chosen.database_url, file)
    except StoreError as error:
        raise InputError(str(error)) from error
    typer.echo(f"Cadangan selesai: {file} ({number(size, 'id')} bita).")
    # Without its key a restored database recognises no telephone number and no code.
    if chosen.key_path is not None and chosen.key_path.exists():
        typer.echo(f"Salin juga berkas kuncinya: {chosen.key_path}", err=True)
