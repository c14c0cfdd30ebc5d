"""`bench`: how fast the bot is on this machine."""

from __future__ import annotations

import json
from typing import Annotated

import typer

app = typer.Typer(
    name="bench", help="Mengukur kecepatan di mesin ini.", no_args_is_help=True, rich_markup_mode=None
)


@app.callback()
def bench() -> None:
    """Keeps `answer` a word of its own while it is the only benchmark."""


@app.command()
def answer(*, as_json: Annotated[bool, typer.Option("--json", help="Satu objek JSON.")] = False) -> None:
    """Mengukur waktu menjawab, di samping pencarian kemiripan biasa."""
    from bot.bench.answer import measure
    from bot.cli.ground import ground
    from bot.cli.proven import proven

    here = ground()
    proven(here)
    measured = measure(here.knowledge, here.overlays, here.today())
    if as_json:
        typer.echo(json.dumps(measured))
        return
    peer = measured["peer"]
    typer.echo(
        f"siap {measured['ready_ms']} ms · perintah ask {measured['cold_ms']} ms, {measured['rss_mb']} MB"
    )
    for name, one in (("netral", measured), (peer["name"], peer)):
        typer.echo(
            f"{name}: p50 {one['p50_us']} µs · p99 {one['p99_us']} µs · {one['per_s']}/detik · "
            f"aturan tepat {one['top1']:.1%} dari {measured['held_out']} pertanyaan yang disisihkan"
        )
