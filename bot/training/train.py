"""One training run: from a knowledge folder to a folder of reader files, ready to be taken or thrown away."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from tokenizers import Encoding

from bot.rulebook.lines import CALIBRATION, Line, load_lines
from bot.rulebook.model import RuleBook
from bot.rulebook.model.facts import UNSPOKEN
from bot.rulebook.reading.load import load
from bot.training.base import Base, installed
from bot.training.compound import compounds
from bot.training.export import export
from bot.training.fit import Encoded, fit
from bot.training.lessons import Lesson, lessons
from bot.training.network import heads
from bot.training.recipe import Names, Recipe
from bot.training.vocabulary import choose, tokenizer
from bot.understand.compile import words
from bot.understand.learned.encoder import MODEL, PREFIX, TOKENIZER, covered
from bot.understand.learned.reader import FILES, HEADS, MANIFEST

_HEADS = ("rule", "outcome", "fact")


@dataclass(frozen=True, slots=True)
class Material:
    """What a run learns from."""

    book: RuleBook
    lines: tuple[Line, ...]
    lessons: tuple[Lesson, ...]


def material(
    folder: Path, without_rules: frozenset[str] = frozenset(), without_hands: frozenset[str] = frozenset()
) -> Material:
    """All lessons of `folder` but those of the calibration hands and those left out to measure."""
    book = load(folder)
    lines = load_lines(folder, book)
    hands = CALIBRATION | without_hands
    taught = tuple(
        lesson
        for lesson in lessons(book, lines, words(book, lines))
        if lesson.hand not in hands and lesson.rule not in without_rules
    )
    return Material(book, lines, taught)


def names(taught: Sequence[Lesson], recipe: Recipe) -> Names:
    """The columns of the heads: all rules and outcomes met, and the fact values met often enough."""
    facts = Counter(
        f"{fact}={option}"
        for lesson in taught
        for fact, options in lesson.facts.items()
        if fact not in UNSPOKEN
        for option in options
    )
    return Names(
        tuple(sorted({lesson.rule for lesson in taught if lesson.rule})),
        tuple(sorted({lesson.outcome for lesson in taught if lesson.outcome})),
        tuple(sorted(fact for fact, times in facts.items() if times >= recipe.fewest_of_a_fact)),
    )


def train(taught: Sequence[Lesson], recipe: Recipe, target: Path, told: Callable[[str], None]) -> None:
    """Train on the lessons and write encoder, tokenizer, heads and manifest to `target`."""
    columns = names(taught, recipe)
    single = len(taught)
    taught = [*taught, *compounds(taught, round(recipe.compounds * single), recipe.seed)]
    base = Base(installed().read_bytes())
    kept = choose(base, (lesson.text for lesson in taught), recipe.common_pieces)
    fast = tokenizer(base, kept)
    told(
        f"{single} pesan dan {len(taught) - single} gabungan, {len(columns.rules)} aturan, "
        f"{len(columns.facts)} fakta, {len(kept)} potongan kata"
    )
    texts = [PREFIX + lesson.text for lesson in taught]
    encoded = [_encoded(lesson, one) for lesson, one in zip(taught, fast.encode_batch(texts), strict=True)]
    weights = base.weights(kept, range(recipe.layers))
    weights |= heads(base.width, len(columns.rules), len(columns.outcomes), len(columns.facts), recipe.seed)
    weights = fit(recipe, columns, taught, encoded, weights, base.heads, base.eps, told)
    target.mkdir(parents=True, exist_ok=True)
    export(weights, recipe.layers, base.heads, base.eps, target / MODEL)
    fast.save(str(target / TOKENIZER), pretty=False)
    trained = {f"{head}.{part}": weights[f"{head}.{part}"] for head in _HEADS for part in "wb"}
    np.savez(target / HEADS, allow_pickle=False, **trained)
    hands = Counter(lesson.hand for lesson in taught)
    manifest = {
        "sha256": {name: sha256((target / name).read_bytes()).hexdigest() for name in FILES},
        "recipe": asdict(recipe),
        "hands": dict(sorted(hands.items())),
        **asdict(columns),
    }
    written = json.dumps(manifest, ensure_ascii=False, indent=1)
    (target / MANIFEST).write_text(f"{written}\n", encoding="utf-8")


def _encoded(lesson: Lesson, tokens: Encoding) -> Encoded:
    """Acts past the end of what the tokenizer keeps cover no token."""
    places = [covered(tokens.offsets, act.start, act.end) for act in lesson.acts]
    return Encoded(tokens.ids, tuple((own[0], own[-1] + 1) if own else (0, 0) for own in places))
