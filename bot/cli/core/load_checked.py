"""The rule base, opened only when the examiner has nothing against it.

An examination takes seconds, so its report is kept beside the compiled rule base under the same fingerprint:
it is repeated exactly when a source file or the examiner itself has changed.
"""

from __future__ import annotations

import gc
import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.core.fault import InputError
from bot.cli.core.settings import Ground, cache
from bot.rulebook.problem import KnowledgeError
from bot.understand.learned.reader import ReaderError
from bot.understand.open import Knowledge, fingerprint, open_knowledge
from bot.understand.words.lexicon import LexiconError

if TYPE_CHECKING:
    from bot.check import Report

SHOWN = 10


def proven(ground: Ground) -> Knowledge:
    """The rule base of `ground`; raises InputError where that is unreadable or unsound."""
    try:
        knowledge, errors = _opened(ground)
    except (KnowledgeError, LexiconError, ReaderError) as error:
        raise InputError(refusal(tuple(str(error).splitlines()))) from error
    if errors:
        raise InputError(refusal(errors))
    # What is compiled stays for good; the garbage collector need not look through it again and again.
    gc.freeze()
    return knowledge


def examined(ground: Ground) -> Report:
    """The report of a fresh examination; raises the errors of `open_knowledge`."""
    key = fingerprint(ground.knowledge, ground.overlays)
    knowledge = open_knowledge(ground.knowledge, ground.overlays, cache(), key)
    return _examine(knowledge, _verdict(key))


def refusal(errors: tuple[str, ...]) -> str:
    """Why nothing is answered from this rule base."""
    more = [f"… dan {len(errors) - SHOWN} lagi."] if len(errors) > SHOWN else []
    ending = "Basis aturan bermasalah, jadi tidak dipakai menjawab. Semua masalahnya: netral check."
    return "\n".join([*errors[:SHOWN], *more, ending])


def _opened(ground: Ground) -> tuple[Knowledge, tuple[str, ...]]:
    key = fingerprint(ground.knowledge, ground.overlays)
    knowledge = open_knowledge(ground.knowledge, ground.overlays, cache(), key)
    verdict = _verdict(key)
    if verdict is not None:
        with suppress(OSError, ValueError, KeyError):
            return knowledge, tuple(map(str, json.loads(verdict.read_text(encoding="utf-8"))["errors"]))
    if sys.stderr.isatty():
        typer.echo("Memeriksa basis aturan yang baru berubah …", err=True)
    return knowledge, _examine(knowledge, verdict).errors


def _verdict(key: str) -> Path | None:
    home = cache()
    return home / f"{key}.json" if home else None


def _examine(knowledge: Knowledge, verdict: Path | None) -> Report:
    from bot.check import check

    report = check(knowledge.book, knowledge.reader)
    if verdict is not None:
        # Where it cannot be kept it is made again the next time.
        with suppress(OSError):
            part = verdict.with_suffix(".part")
            part.write_text(report.json(), encoding="utf-8")
            part.replace(verdict)
            for old in verdict.parent.glob("*.json"):
                if not old.with_suffix(".pickle").exists():
                    old.unlink(missing_ok=True)
    return report
