"""The training loop: AdamW with warm-up and cosine decay, batches of similar length, fixed seeds."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import jax
import jax.numpy as jnp
import numpy as np
import optax

from bot.training.base import Array, Weights
from bot.training.lessons import Lesson
from bot.training.network import encode, loss
from bot.training.recipe import Names, Recipe

_LENGTHS = (16, 24, 32, 48, 64, 96, 128)
"""Batches are padded to one of these, so that only so many shapes are compiled."""
_SORTED_TOGETHER = 20
"""Batches whose lines are sorted by length among themselves."""
_WARM_UP = 100


_ACTS = 3
"""Pieces of a message that are looked at in one round; of more, others in the next."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A lesson's token numbers, and for each of its acts the places of the first token and past the last."""

    ids: list[int]
    acts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Row:
    ids: list[int]
    rule: int
    outcome: int
    facts: Array
    stated: int
    acts: tuple[tuple[int, int, int, int], ...]
    """First token, past the last, rule and outcome of each piece."""


class Batch(NamedTuple):
    """Rows of one padded length: ids and mask [batch, length]; rule, outcome and stated [batch], stated 1
    where a person stated the facts; facts 0 or 1 [batch, facts]; of the pieces masks [batch, acts, length],
    rules and outcomes [batch, acts]. -1 is a rule or outcome unknown."""

    ids: Any
    mask: Any
    rule: Any
    outcome: Any
    facts: Any
    stated: Any
    act_masks: Any
    act_rules: Any
    act_outcomes: Any


def fit(
    recipe: Recipe,
    names: Names,
    lessons: Sequence[Lesson],
    encoded: Sequence[Encoded],
    weights: Weights,
    heads: int,
    eps: float,
    told: Callable[[str], None],
) -> Weights:
    """Train body and heads on the lessons, as `encoded`; returns all weights."""
    rows = [_row(lesson, one, names) for lesson, one in zip(lessons, encoded, strict=True)]
    steps = recipe.epochs * (len(rows) // recipe.batch) + 20
    part = {name: "head" if name.endswith((".w", ".b")) else "body" for name in weights}

    def plan(rate: float) -> Any:
        return optax.warmup_cosine_decay_schedule(0, rate, _WARM_UP, steps)

    rule = optax.chain(
        optax.clip_by_global_norm(1.0),
        optax.multi_transform(
            {
                "head": optax.adamw(plan(recipe.head_rate), weight_decay=0.01),
                "body": optax.adamw(plan(recipe.rate), weight_decay=0.01),
            },
            part,
        ),
    )
    parameters: Any = {name: jnp.asarray(value) for name, value in weights.items()}
    state = rule.init(parameters)

    @jax.jit
    def step(parameters: Any, state: Any, batch: Any, key: Any) -> Any:
        def whole(parameters: Any) -> Any:
            words = encode(parameters, batch.ids, batch.mask, key, recipe.layers, heads, eps)
            return loss(parameters, words, batch)

        value, slope = jax.value_and_grad(whole)(parameters)
        change, state = rule.update(slope, state, parameters)
        return optax.apply_updates(parameters, change), state, value

    key = jax.random.key(recipe.seed, impl="unsafe_rbg")  # a seventh faster than the usual one
    for epoch in range(recipe.epochs):
        total, count = 0.0, 0
        for batch in _batches(rows, recipe, epoch):
            key, own = jax.random.split(key)
            parameters, state, value = step(parameters, state, batch, own)
            total, count = total + float(value), count + 1
        told(f"putaran {epoch + 1} dari {recipe.epochs}: galat rata-rata {total / count:.3f}")
    return {name: np.asarray(value) for name, value in parameters.items()}


def _row(lesson: Lesson, encoded: Encoded, names: Names) -> _Row:
    said = {f"{fact}={option}" for fact, options in lesson.facts.items() for option in options}
    return _Row(
        encoded.ids,
        _number(names.rules, lesson.rule),
        _number(names.outcomes, lesson.outcome),
        np.array([name in said for name in names.facts], np.float32),
        int(lesson.stated),
        tuple(
            (first, end, _number(names.rules, act.rule), _number(names.outcomes, act.outcome))
            for act, (first, end) in zip(lesson.acts, encoded.acts, strict=True)
            if end > first
        ),
    )


def _number(names: Sequence[str], name: str | None) -> int:
    return names.index(name) if name in names else -1


def _batches(rows: Sequence[_Row], recipe: Recipe, epoch: int) -> Iterator[Batch]:
    shuffle = random.Random(1000 * recipe.seed + epoch)
    order = list(range(len(rows)))
    shuffle.shuffle(order)
    chunks = []
    for start in range(0, len(order), recipe.batch * _SORTED_TOGETHER):
        near = sorted(
            order[start : start + recipe.batch * _SORTED_TOGETHER], key=lambda n: (len(rows[n].ids), n)
        )
        chunks += [near[n : n + recipe.batch] for n in range(0, len(near), recipe.batch)]
    shuffle.shuffle(chunks)
    for chunk in chunks:
        if len(chunk) == recipe.batch:
            yield _padded([rows[n] for n in chunk], shuffle)


def _padded(rows: Sequence[_Row], shuffle: random.Random) -> Batch:
    longest = max(len(row.ids) for row in rows)
    length = next(one for one in _LENGTHS if one >= longest)
    ids = np.ones((len(rows), length), np.int32)
    mask = np.zeros((len(rows), length), np.float32)
    act_masks = np.zeros((len(rows), _ACTS, length), np.float32)
    meant = np.full((2, len(rows), _ACTS), -1)
    for n, row in enumerate(rows):
        ids[n, : len(row.ids)] = row.ids
        mask[n, : len(row.ids)] = 1
        for m, (first, end, *own) in enumerate(shuffle.sample(row.acts, min(_ACTS, len(row.acts)))):
            act_masks[n, m, first:end] = 1
            meant[:, n, m] = own
    return Batch(
        ids,
        mask,
        np.array([row.rule for row in rows]),
        np.array([row.outcome for row in rows]),
        np.stack([row.facts for row in rows]),
        np.array([row.stated for row in rows]),
        act_masks,
        *meant,
    )
