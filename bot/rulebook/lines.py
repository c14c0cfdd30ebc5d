"""The training lines of `latihan/`: messages as people type them, each with the rule that should answer.

One JSON object a line. They teach the reader what is meant and are never answered from; the rule files keep
only the model phrasings that a legal officer reads. Raises KnowledgeError with every fault, by file and line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.rulebook.calendar import situated
from bot.rulebook.decide import decide, outcome
from bot.rulebook.model import Fact, Kind, Outcome, RuleBook
from bot.rulebook.problem import KnowledgeError, Problem

FOLDER = "latihan"
CALIBRATION = frozenset({"dev", "dev2"})
"""Hands whose lines are never trained on: thresholds are fitted on them, and figures are read from them."""
_KEYS = {"tanya", "aturan", "fakta", "hasil", "pasangan", "tangan"}
OUTCOMES = frozenset(
    {*(outcome.batch for outcome in Outcome), *(kind.batch for kind in Kind if kind is not Kind.VERDICT)}
)


@dataclass(frozen=True, slots=True)
class Line:
    """One message and what it means.

    `facts` is None where nobody has said which facts the words state (the lexicon then has to tell);
    `outcome` is the batch name of the answer that a source gives, None where the rule's table tells it;
    `pair` links lines that differ in one fact that flips the outcome; `hand` names who wrote the line.
    """

    text: str
    rule: str
    facts: Mapping[str, tuple[str, ...]] | None
    outcome: str | None
    pair: str | None
    hand: str


def load_lines(folder: Path, book: RuleBook) -> tuple[Line, ...]:
    """Every line of `folder`/latihan in the order of files and lines; none where the folder does not exist.

    Raises KnowledgeError for lines that are no JSON object, name no rule, or state an unknown fact.
    """
    problems: list[Problem] = []
    lines = []
    for file in sorted((folder / FOLDER).glob("*.jsonl")):
        shown = f"{folder.resolve().name}/{FOLDER}/{file.name}"
        try:
            written = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            problems.append(Problem(shown, 1, "bukan teks UTF-8; simpan ulang sebagai UTF-8"))
            continue
        except OSError as error:
            problems.append(Problem(shown, 1, f"tidak dapat dibaca ({error.strerror})"))
            continue
        for number, raw in enumerate(written.split("\n"), 1):
            if raw.strip():
                faults, line = _line(raw, book)
                problems.extend(Problem(shown, number, fault) for fault in faults)
                if line is not None:
                    lines.append(line)
    if problems:
        raise KnowledgeError(tuple(sorted(set(problems))))
    return tuple(lines)


def meant(book: RuleBook, line: Line) -> str | None:
    """The batch name of the answer that the line should get: as its source says, else as its rule decides on
    the facts stated for it, on the day of the release; None where nobody stated facts."""
    if line.outcome is not None or line.facts is None:
        return line.outcome
    day = book.release.day
    return outcome(decide(book.rules[line.rule], situated(book, line.facts, day), day))


def _line(raw: str, book: RuleBook) -> tuple[list[str], Line | None]:
    """The faults of one line, and the line itself when it has none."""
    try:
        said: Any = json.loads(raw)
    except (json.JSONDecodeError, RecursionError):
        return ["bukan JSON; satu baris harus satu objek JSON"], None
    if not isinstance(said, dict):
        return ["bukan objek JSON; tulis {…} dengan tanya dan aturan"], None
    faults = [
        f"kunci '{key}' tidak dikenal; yang dikenal: {', '.join(sorted(_KEYS))}"
        for key in sorted(set(said) - _KEYS)
    ]
    faults += [
        f"'{key}' belum ada atau bukan teks"
        for key in ("tanya", "aturan", "tangan")
        if not isinstance(said.get(key), str) or not said[key].strip()
    ]
    if isinstance(said.get("aturan"), str) and said["aturan"] not in book.rules:
        faults.append(f"aturan '{said['aturan']}' tidak ada")
    outcome = said.get("hasil")
    if outcome is not None and (not isinstance(outcome, str) or outcome not in OUTCOMES):
        faults.append(f"hasil '{outcome}' tidak dikenal; yang dikenal: {', '.join(sorted(OUTCOMES))}")
    if not isinstance(said.get("pasangan", ""), str):
        faults.append("'pasangan' bukan teks")
    stated = said.get("fakta")
    if stated is not None:
        faults.extend(_unknown(stated, book.facts))
    if faults:
        return faults, None
    facts = None if stated is None else {fact: _several(options) for fact, options in stated.items()}
    return [], Line(said["tanya"], said["aturan"], facts, outcome, said.get("pasangan"), said["tangan"])


def _unknown(stated: object, facts: Mapping[str, Fact]) -> Iterator[str]:
    if not isinstance(stated, dict):
        yield "'fakta' harus objek berisi fakta dan nilainya"
        return
    for fact, options in stated.items():
        if fact not in facts:
            yield f"fakta '{fact}' tidak ada di kosakata.yaml"
            continue
        if options == []:
            yield f"fakta {fact} belum bernilai"
        for option in _several(options):
            if option not in facts[fact].options:
                allowed = ", ".join(facts[fact].options)
                yield f"fakta {fact}: '{option}' bukan pilihannya; pilihannya: {allowed}"


def _several(options: object) -> tuple[str, ...]:
    return tuple(map(str, options)) if isinstance(options, list) else (str(options),)
