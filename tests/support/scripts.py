"""Answers written by a test: builders for each kind, and a script that stands in for the engine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.ask.model import Answer, FactQuestion, Question
from bot.rulebook.cite import Citation

DAY = date(2026, 11, 22)
LIKING, ESCORTING = "medsos-menyukai", "pasangan-mendampingi"


def answer(kind: str, outcome: str, **parts: Any) -> Answer:
    """An answer of the release 2026.11, not approved by anybody unless that is said."""
    shape: dict[str, Any] = {"on": DAY, "release": "2026.11", "approved_by": None}
    return Answer(kind=kind, outcome=outcome, **(shape | parts))


def verdict(outcome: str = "prohibited", **parts: Any) -> Answer:
    """A verdict with a body, a safe course and a basis."""
    shape: dict[str, Any] = {
        "rule": LIKING,
        "title": "Menyukai unggahan calon",
        "version": "2022-09-22",
        "facts": {"perbuatan": "suka", "objek": "calon"},
        "understood": ("menyukai (like)", "calon atau paslon"),
        "correctable": ("objek",),
        "body": "**Tidak boleh.** Tanda suka dihitung dukungan. Semua orang dapat membacanya.",
        "safe": "Cukup dibaca.",
        "basis": (Citation("PP 94/2021", "Pasal 5 huruf n angka 5", None, True, paraphrase="isi pasal"),),
    }
    return answer("verdict", outcome, **(shape | parts))


def clarify(fact: str = "cltn", *options: str, **parts: Any) -> Answer:
    """A question back about one fact."""
    labels = tuple((option, f"{option}, benar") for option in options or ("ya", "tidak"))
    shape = {"rule": LIKING, "title": "Mendampingi", "ask": FactQuestion(fact, f"Bagaimana {fact}?", labels)}
    return answer("clarify", "clarify", possible=("depends", "prohibited"), **(shape | parts))


def choose(*choices: tuple[str, str], **parts: Any) -> Answer:
    """Candidates offered."""
    return answer("choose", "clarify", choices=choices, **parts)


@dataclass
class Script:
    """Answers in turn, or as a function of the question; `asked` holds the questions that came."""

    lines: list[Answer | Callable[[Question], Answer]] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)

    def says(self, *lines: Answer | Callable[[Question], Answer]) -> None:
        """Writes the next lines; the last one repeats."""
        self.lines = list(lines)

    def answer(self, question: Question) -> Answer:
        """The next line."""
        self.asked.append(question)
        line = self.lines.pop(0) if len(self.lines) > 1 else self.lines[0]
        return line(question) if callable(line) else line
