"""`ask`: one question answered at the terminal, or a file of them."""

from __future__ import annotations

import json
import textwrap
import time
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.core.fault import InputError

WIDTH = 72


def ask(
    question: Annotated[str | None, typer.Argument(help="Pertanyaannya, dalam tanda kutip.")] = None,
    *,
    on: Annotated[
        str | None, typer.Option("--on", help="Tanggal berlakunya jawaban, misalnya 2024-10-15.")
    ] = None,
    given: Annotated[
        list[str] | None, typer.Option("--given", help="Fakta yang sudah pasti: fakta=nilai; boleh berulang.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Satu objek JSON.")] = False,
    batch: Annotated[
        Path | None, typer.Option("--batch", help="Berkas JSONL berisi pertanyaan: id, question.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Berkas JSONL untuk jawabannya.")] = None,
) -> None:
    """Menjawab satu pertanyaan, atau seberkas pertanyaan (--batch dan --out)."""
    if batch is not None:
        if question is not None or given or as_json:
            raise InputError("--batch dipakai sendiri: pertanyaan dan fakta ditulis di dalam berkasnya.")
        if out is None:
            raise InputError("--batch memerlukan --out, berkas untuk menulis jawabannya.")
        from bot.cli.asking.batch import answer_file

        answer_file(batch, out, on)
        return
    if question is None:
        raise InputError('Tulis pertanyaannya, misalnya: netral ask "boleh like postingan caleg?"')
    if out is not None:
        raise InputError("--out dipakai bersama --batch.")
    _answer(question, on, given or [], as_json=as_json)


def _answer(text: str, on: str | None, given: list[str], *, as_json: bool) -> None:
    from bot.ask.answer import answer
    from bot.ask.model import Question
    from bot.ask.plain import plain
    from bot.ask.sections import leaves
    from bot.cli.asking.record import record
    from bot.cli.core.load_checked import proven
    from bot.cli.core.parsing import covered, day, pairs
    from bot.cli.core.settings import ground
    from bot.places import LOCALES
    from bot.wording import Wording

    here = ground()
    asked_for = day(on) if on else here.today()
    knowledge = proven(here)
    question = Question(text, covered(knowledge.book, asked_for), pairs(knowledge.book, given))
    began = time.perf_counter_ns()
    found = answer(knowledge, question)
    took = (time.perf_counter_ns() - began) // 1000
    shown = plain(found, Wording(LOCALES, here.language))
    if not as_json:
        typer.echo(wrapped(shown))
        return
    told: dict[str, object] = {
        "on": found.on.isoformat(),
        "release": found.release,
        "approved_by": found.approved_by if all(leaf.approved_by for leaf in leaves(found)) else None,
        **record(found),
        "ask": {"fact": found.ask.fact, "options": [value for value, _ in found.ask.options]}
        if found.ask
        else None,
        "choices": [rule for rule, _ in found.choices],
        "text": shown,
        "latency_us": took,
    }
    typer.echo(json.dumps(told, ensure_ascii=False))


def wrapped(text: str) -> str:
    """Lines of at most WIDTH characters; what continues a list item stands under it."""
    lines = []
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip(" •-0123456789."))
        hanging = " " * indent if line.lstrip()[:1] in "•-" and indent < WIDTH // 2 else ""
        lines += textwrap.wrap(line, WIDTH, subsequent_indent=hanging, break_long_words=False) or [""]
    return "\n".join(lines)
