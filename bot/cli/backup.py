"""`backup`: a copy of the database that is whole although the bot goes on writing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.fault import InputError


def backup(
    file: Annotated[Path, typer.Argument(help="Berkas cadangan yang akan dibuat.", metavar="BERKAS")],
) -> None:
    """Menyalin basis data ke BERKAS; bot boleh tetap berjalan."""
    from bot.cli.ground import settings
    from bot.store.backup import copy
    from bot.store.failure import StoreError

    try:
        size = copy(settings().database_url, file)
    except StoreError as error:
        raise InputError(str(error)) from error
    typer.echo(f"Cadangan selesai: {file} ({size:,} bita).".replace(",", "."))
