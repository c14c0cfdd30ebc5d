"""`make model`: trains the learned reader anew into a folder of its own, and compares it with the one in use.

    python -m bot.training [--out FOLDER] [--layers N] [--without RULE,…] [--hands NAME,…]

`--without` and `--hands` leave rules or hands out of the training, to measure what they are worth. Nothing in
use is changed: a release takes the new folder on purpose, by putting it in the place of knowledge/pembaca.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from pathlib import Path

from bot.places import KNOWLEDGE
from bot.rulebook.lines import CALIBRATION
from bot.training.calibrate import calibrate
from bot.training.card import table, write_card
from bot.training.compare import blind, scores
from bot.training.recipe import Recipe
from bot.training.train import material, train
from bot.understand.learned.reader import FOLDER

BESIDE = "pembaca-baru"


def main() -> None:
    """Train, compare, write the card."""
    parser = argparse.ArgumentParser(prog="python -m bot.training", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(BESIDE))
    parser.add_argument("--layers", type=int, default=Recipe().layers)
    parser.add_argument("--without", default="")
    parser.add_argument("--hands", default="")
    chosen = parser.parse_args()
    in_use = KNOWLEDGE / FOLDER
    if chosen.out.resolve() == in_use.resolve():
        parser.error(f"{in_use} is in use; train into another folder, then take it on purpose")
    began = time.monotonic()

    def told(text: str) -> None:
        sys.stdout.write(f"[{time.monotonic() - began:5.0f} s] {text}\n")
        sys.stdout.flush()

    learned_from = material(KNOWLEDGE, _names(chosen.without), _names(chosen.hands))
    recipe = replace(Recipe(), layers=chosen.layers)
    train(learned_from.lessons, recipe, chosen.out, told)
    hands = sorted(CALIBRATION | _names(chosen.hands))
    book, lines = learned_from.book, learned_from.lines
    compiled = blind(chosen.out, book, lines, hands)
    new = scores(compiled, book, lines, hands)
    write_card(chosen.out, recipe, learned_from.lessons, new)
    old = scores(blind(in_use, book, lines, hands), book, lines, hands) if in_use.exists() else []
    told(f"lama, lalu baru:\n{table([*old, *new])}")
    told(f"tetapan: {calibrate(compiled, book, [line for line in lines if line.hand in CALIBRATION])}")
    told(f"selesai: {chosen.out}")


def _names(written: str) -> frozenset[str]:
    return frozenset(filter(None, written.split(",")))


if __name__ == "__main__":
    main()
