"""A file of questions to a file of answers, one JSON object a line: how a release is compared with the last.

All lines are checked before the first is answered, and the answers appear under their name only when they
are complete.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.ask.answer import answer
from bot.ask.model import Question
from bot.cli.asking.record import record
from bot.cli.core.fault import InputError
from bot.cli.core.load_checked import proven
from bot.cli.core.parsing import covered, day, facts
from bot.cli.core.settings import ground
from bot.rulebook.model import RuleBook
from bot.understand.open import Knowledge

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A question with the id under which its answer is looked for."""

    id: str | int
    question: Question


def answer_file(source: Path, target: Path, on: str | None) -> None:
    """Answers every line of `source`, for its own `on`, else for `on`, else for today.

    Raises InputError naming file and line; then `target` is as it was.
    """
    here = ground()
    default = day(on) if on else here.today()
    written = _text(source)
    knowledge = proven(here)
    lines = _lines(source, written, knowledge.book, covered(knowledge.book, default))
    knowledge.reader.similarity.warm()
    part = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{told}\n" for told in _answers(knowledge, lines))
        part.replace(target)
    except OSError as error:
        raise InputError(f"{target}: jawaban tidak dapat ditulis ({error.strerror}).") from error
    finally:
        part.unlink(missing_ok=True)


def _text(source: Path) -> str:
    try:
        return source.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{source}: bukan teks UTF-8; simpan ulang sebagai UTF-8.") from None
    except OSError as error:
        raise InputError(f"{source}: berkas tidak dapat dibaca ({error.strerror}).") from error


def _lines(source: Path, written: str, book: RuleBook, default: date) -> list[Line]:
    found: list[Line] = []
    faults: list[str] = []
    # Not splitlines: a question may hold separators that JSON leaves as they are.
    for number, line in enumerate(written.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found.append(_line(line, book, default))
        except InputError as fault:
            faults.append(f"{source}:{number}: {fault}")
    if faults:
        more = [f"… dan {len(faults) - SHOWN} baris lagi."] if len(faults) > SHOWN else []
        raise InputError("\n".join([*faults[:SHOWN], *more]))
    return found


def _line(line: str, book: RuleBook, default: date) -> Line:
    try:
        raw = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        raise InputError("bukan JSON; satu baris harus satu objek JSON.") from None
    if not isinstance(raw, dict):
        raise InputError("bukan objek JSON; tulis {…} dengan id dan question.")
    number, text, on, given = (raw.get(key) for key in ("id", "question", "on", "given"))
    if not isinstance(number, str | int) or isinstance(number, bool):
        raise InputError("id belum ada atau bukan teks maupun bilangan bulat.")
    if not isinstance(text, str):
        raise InputError("question belum ada atau bukan teks.")
    if on is not None and not isinstance(on, str):
        raise InputError("on harus tanggal, misalnya 2026-11-22.")
    if given is not None and not isinstance(given, dict):
        raise InputError("given harus objek berisi fakta dan nilainya.")
    when = covered(book, day(on)) if on is not None else default
    return Line(number, Question(text, when, facts(book, given or {})))


def _answers(knowledge: Knowledge, lines: list[Line]) -> Iterator[str]:
    for line in lines:
        began = time.perf_counter_ns()
        found = answer(knowledge, line.question)
        took = (time.perf_counter_ns() - began) // 1000
        yield json.dumps({"id": line.id, **record(found), "latency_us": took}, ensure_ascii=False)
