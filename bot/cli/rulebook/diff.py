"""`rulebook diff`: what the bot would answer differently under another version of the rule base."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.core.fault import DONE, FOUND_WRONG, InputError

if TYPE_CHECKING:
    from bot.rulebook.model import RuleBook

_VERSION = "folder pengetahuan, atau revisi git seperti HEAD~1"


def diff(
    old: Annotated[str, typer.Argument(help=f"Versi lama: {_VERSION}.", metavar="LAMA")],
    new: Annotated[str, typer.Argument(help=f"Versi baru: {_VERSION}.", metavar="BARU")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Satu objek JSON.")] = False,
    changelog: Annotated[
        bool, typer.Option("--changelog", help="Bagian Aturan untuk riwayat perubahan (Markdown).")
    ] = False,
) -> None:
    """Membandingkan dua versi aturan; kode keluar 1 bila ada yang menjadi lebih longgar."""
    if as_json and changelog:
        raise InputError("Pilih salah satu: --json atau --changelog.")
    from bot.check.difference import compare
    from bot.cli.core.settings import ground
    from bot.cli.rulebook.diff_changelog import section
    from bot.cli.rulebook.diff_text import report
    from bot.cli.rulebook.versions import opened
    from bot.rulebook.table import TooManyCombinationsError

    before, after = opened(old, new, ground().knowledge)
    try:
        found = compare(before, after, _said(after))
    except TooManyCombinationsError as error:
        raise InputError(f"Tidak dapat dibandingkan: {error}.") from error
    if as_json:
        typer.echo(found.json())
    elif changelog:
        typer.echo(section(found))
    else:
        typer.echo(report(found, old, new))
    raise typer.Exit(FOUND_WRONG if found.looser else DONE)


def _said(book: RuleBook) -> Callable[[str], Mapping[str, tuple[str, ...]]]:
    """Reads facts off a question by the lexicon of the rule base, made when the first question comes.

    It only serves to pick examples: a lexicon of the past that cannot be compiled today reads nothing.
    """
    from bot.understand.compile import words
    from bot.understand.words.extract import extract
    from bot.understand.words.lexicon import Lexicon, LexiconError
    from bot.understand.words.normalise import tokens

    @cache
    def lexicon() -> Lexicon | None:
        try:
            return words(book, ())
        except LexiconError:
            return None

    @cache
    def said(question: str) -> Mapping[str, tuple[str, ...]]:
        known = lexicon()
        return extract(tokens(question, known.shorthand), known).facts if known else {}

    return said
