"""`bench`: how fast the bot is on this machine."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from bot.cli.core.fault import InputError

app = typer.Typer(
    name="bench", help="Mengukur kecepatan di mesin ini.", no_args_is_help=True, rich_markup_mode=None
)
_JSON = typer.Option("--json", help="Satu objek JSON.")


@app.command()
def answer(*, as_json: Annotated[bool, _JSON] = False) -> None:
    """Mengukur waktu menjawab, di samping pencarian kemiripan biasa."""
    from bot.bench.answer import measure
    from bot.cli.core.load_checked import proven
    from bot.cli.core.settings import ground

    here = ground()
    proven(here)
    measured = measure(here.knowledge, here.overlays, here.today())
    if as_json:
        typer.echo(json.dumps(measured))
        return
    peer = _peer(measured) or {}
    typer.echo(
        f"siap {measured['ready_ms']} ms · perintah ask {measured['cold_ms']} ms, {measured['rss_mb']} MB · "
        f"pembaca terlatih {measured['reader_ms']} ms · pesan terpanjang {measured['long_ms']} ms"
    )
    for name, one in (("netral", measured), (peer["name"], peer)):
        typer.echo(
            f"{name}: p50 {one['p50_us']} µs · p99 {one['p99_us']} µs · {one['per_s']}/detik · "
            f"aturan tepat {one['top1']:.1%} dari {measured['held_out']} pesan yang tidak dipelajari"
        )


@app.command()
def broadcast(
    *,
    recipients: Annotated[int, typer.Option(help="Banyaknya penerima.", min=2)] = 750,
    rate: Annotated[float, typer.Option(help="Pesan per detik.", min=1, max=1000)] = 30,
    latency_ms: Annotated[float, typer.Option(help="Lama Telegram tiruan menjawab.", min=0)] = 50,
    frozen: Annotated[int, typer.Option(help="Penerima yang dibekukan untuk diukur.", min=1)] = 100_000,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Mengukur siaran: laju, jawaban di sela-selanya, dan sesudah dimatikan paksa (kira-kira satu menit)."""
    from bot.bench.broadcast import measure
    from bot.bench.rig import BenchError

    try:
        measured = measure(recipients, rate, latency_ms, frozen)
    except BenchError as error:
        raise InputError(f"Pengukuran gagal: {error}") from error
    if as_json:
        typer.echo(json.dumps(measured))
        return
    typer.echo(f"membekukan {frozen} penerima: {measured['freeze_s']} detik")
    typer.echo(f"netral: {_outgoing(measured)}, sebagai tidak pasti {measured['unknown']}")
    typer.echo(
        f"mulai lagi sesudah dimatikan paksa: {measured['resume_s']} detik; memori {measured['rss_mb']} MB"
    )
    if (peer := _peer(measured)) is None:
        typer.echo("pembanding tidak dijalankan: aiolimiter tidak terpasang")
    else:
        typer.echo(f"{peer['name']}: {_outgoing(peer)}")


@app.command()
def pledge(
    *,
    people: Annotated[int, typer.Option(help="Banyaknya pegawai yang menekan tombol.", min=2)] = 2_000,
    rate: Annotated[float, typer.Option(help="Ketukan per detik.", min=1, max=1000)] = 300,
    as_json: Annotated[bool, _JSON] = False,
) -> None:
    """Mengukur ikrar: ketukan pada laju tertentu, semua serentak, dan pemeriksaan buku ikrar."""
    from bot.bench.pledge import LostError, measure
    from bot.cli.core.load_checked import proven
    from bot.cli.core.settings import ground

    try:
        measured = measure(proven(ground()), people, rate)
    except LostError as error:
        raise InputError(f"Pengukuran gagal: {error}") from error
    if as_json:
        typer.echo(json.dumps(measured))
        return
    typer.echo(
        f"{people} pegawai, {rate:g} ketukan/detik: tercatat dan dijawab p50 {measured['ack_p50_ms']} ms · "
        f"p99 {measured['ack_p99_ms']} ms"
    )
    typer.echo(f"serentak: {measured['one_instant_s']} detik, {measured['pledges_per_s']} ikrar/detik")
    peer = _peer(measured) or {}
    typer.echo(
        f"tanpa Telegram: {measured['recorded_per_s']}/detik · {peer['name']}: {peer['recorded_per_s']}/detik"
    )
    typer.echo(f"memeriksa buku ikrar 100.000 baris: {measured['verify_s_per_100k']} detik")


def _peer(measured: dict[str, object]) -> dict[str, object] | None:
    """The figures of what was measured beside it; None where that could not run."""
    peer = measured["peer"]
    return peer if isinstance(peer, dict) else None


def _outgoing(one: dict[str, object]) -> str:
    return (
        f"{one['rate_held']}/detik · jendela sedetik di atas laju {one['windows_above']}, "
        f"terpadat {one['worst_window']} · jawaban p99 {one['answers_p99_ms']} ms · "
        f"sesudah dimatikan paksa hilang {one['lost']}, dobel {one['doubled']}"
    )
