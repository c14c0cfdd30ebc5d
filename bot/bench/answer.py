"""How fast a question is answered, beside plain fuzzy matching over the same phrasings.

Times of answering are processor time of this thread, so that what else runs on the machine does not count.
The `ask` of the cold start is a real process, timed by the wall clock, with the peak of its memory.
"""

from __future__ import annotations

import gc
import random
import statistics
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz, process

from bot.ask.answer import answer
from bot.ask.model import Question
from bot.rulebook.lines import CALIBRATION, load_lines
from bot.rulebook.model import RuleBook
from bot.understand.arbitrate import witness
from bot.understand.compile import reader
from bot.understand.learned.reader import FOLDER, open_reader
from bot.understand.open import Knowledge, open_knowledge

COLD_RUNS = 5
LONGEST = 4_000
PEER = "rapidfuzz token_set_ratio"
_ASKED = "boleh like postingan caleg?"
# A child's peak begins at the size of its parent, so a small process starts it.
_WATCHED = """
import resource, subprocess, sys, time
began = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
_SEED = 2026
_PEER_ASKED = 400


def measure(folder: Path, overlays: Sequence[Path], on: date) -> dict[str, object]:
    """All figures of one run, times in the unit that ends the name, memory in MiB, `top1` as a share of 1.

    Questions are all model phrasings and each with a typing mistake; `reader_ms` is what the learned reader
    takes of an answer, the middle of all; `long_ms` is a message of 4,000 characters. For `top1` the
    messages of the calibration hands are asked, from which neither side has learned.
    """
    with tempfile.TemporaryDirectory() as cache:
        knowledge = open_knowledge(folder, overlays, Path(cache))
        ready = _ready(folder, overlays, Path(cache))
    knowledge.reader.similarity.warm()
    gc.collect()
    gc.freeze()
    cold, peak = _cold()
    texts = [text for _, text in _phrasings(knowledge.book)]
    chance = random.Random(_SEED)
    asked = [*texts, *(mistyped(text, chance) for text in texts)]
    ours = _timed((lambda text: answer(knowledge, Question(text, on))), asked)
    theirs = _timed((lambda text: _nearest(text, texts)), chance.sample(asked, min(_PEER_ASKED, len(asked))))
    top1, peer_top1, held_out = _top1(folder, knowledge, on)
    return {
        "ready_ms": ready,
        "cold_ms": cold,
        "rss_mb": peak,
        "reader_ms": _reader_ms(knowledge, asked),
        "long_ms": _long_ms(knowledge, texts, on),
        **ours,
        "questions": len(asked),
        "top1": top1,
        "held_out": held_out,
        "peer": {"name": PEER, **theirs, "top1": peer_top1},
    }


def mistyped(text: str, chance: random.Random) -> str:
    """The text with one letter dropped, doubled, replaced or changed for its neighbour."""
    letters = [place for place, letter in enumerate(text[:-1]) if letter.isalpha()]
    if not letters:
        return text
    at = chance.choice(letters)
    swapped = text[at + 1] + text[at]
    other = chance.choice(string.ascii_lowercase)
    wrong = chance.choice((text[at + 1], text[at] + text[at : at + 2], other + text[at + 1], swapped))
    return text[:at] + wrong + text[at + 2 :]


def _ready(folder: Path, overlays: Sequence[Path], cache: Path) -> float:
    """Milliseconds to open the rule base from its cache, everything being imported: the middle of several."""
    took = []
    for _ in range(COLD_RUNS):
        began = time.perf_counter()
        open_knowledge(folder, overlays, cache)
        took.append(time.perf_counter() - began)
    return round(statistics.median(took) * 1000, 1)


def _cold() -> tuple[float, float]:
    """Milliseconds and peak MiB of `ask` as a process of its own: the middle of several."""
    took, peaks = [], []
    command = [sys.executable, "-c", _WATCHED, sys.executable, "-m", "bot", "ask", _ASKED]
    for _ in range(COLD_RUNS):
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        took.append(float(told[0]))
        # Linux counts kibibytes, macOS bytes.
        peaks.append(int(told[1]) / (2**20 if sys.platform == "darwin" else 2**10))
    return round(statistics.median(took) * 1000, 1), round(statistics.median(peaks), 1)


def _timed(ask: Callable[[str], object], asked: Iterable[str]) -> dict[str, float]:
    took = []
    for text in asked:
        began = time.thread_time_ns()
        ask(text)
        took.append(time.thread_time_ns() - began)
    took.sort()
    return {
        "p50_us": round(took[len(took) // 2] / 1000, 1),
        "p99_us": round(took[int(len(took) * 0.99)] / 1000, 1),
        "per_s": round(len(took) / sum(took) * 1e9),
    }


def _reader_ms(knowledge: Knowledge, asked: Iterable[str]) -> float:
    """Milliseconds of one reading by the learned reader alone: the middle of all."""
    alone = _timed((lambda text: knowledge.reader.learned.read(text)), asked)
    return round(alone["p50_us"] / 1000, 2)


def _long_ms(knowledge: Knowledge, texts: Sequence[str], on: date) -> float:
    """Milliseconds that the longest message Telegram lets through takes: the middle of several."""
    text = ". ".join(texts)[:LONGEST]
    alone = _timed((lambda text: answer(knowledge, Question(text, on))), [text] * COLD_RUNS)
    return round(alone["p50_us"] / 1000, 1)


def _nearest(text: str, among: Sequence[str]) -> int:
    return process.extractOne(text, among, scorer=fuzz.token_set_ratio)[2]


def _phrasings(book: RuleBook) -> list[tuple[str, str]]:
    return [(rule.id, text) for rule in book.rules.values() if rule.active for text in rule.phrasings]


def _top1(folder: Path, knowledge: Knowledge, on: date) -> tuple[float, float, int]:
    """The share of messages that nobody learned from which find their rule first, ours and the peer's."""
    book = knowledge.book
    lines = load_lines(folder, book)
    held = [line for line in lines if line.hand in CALIBRATION]
    known = [(line.rule, line.text) for line in lines if line.hand not in CALIBRATION]
    known += _phrasings(book)
    texts = [text for _, text in known]
    blind = reader(
        book, [line for line in lines if line.hand not in CALIBRATION], open_reader(folder / FOLDER)
    )
    ours = theirs = 0
    for line in held:
        options = witness(book, blind.read(line.text).whole, on).options
        first = max(options, key=lambda one: one.words + one.reader, default=None)
        ours += first is not None and first.rule.id == line.rule
        theirs += known[_nearest(line.text, texts)][0] == line.rule
    count = len(held) or 1
    return round(ours / count, 3), round(theirs / count, 3), len(held)
