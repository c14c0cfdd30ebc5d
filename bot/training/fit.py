"""The training loop: AdamW with warm-up and cosine decay, batches of similar length, fixed seeds."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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


@dataclass(frozen=True, slots=True)
class _Row:
    ids: list[int]
    rule: int
    outcome: int
    facts: Array
    stated: int


def fit(
    recipe: Recipe,
    names: Names,
    lessons: Sequence[Lesson],
    ids: Sequence[list[int]],
    weights: Weights,
    heads: int,
    eps: float,
    told: Callable[[str], None],
) -> Weights:
    """Train body and heads on the lessons, whose token numbers are `ids`; returns all weights."""
    rows = [_row(lesson, one, names) for lesson, one in zip(lessons, ids, strict=True)]
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
            z = encode(parameters, batch[0], batch[1], key, recipe.layers, heads, eps)
            return loss(parameters, z, *batch[2:])

        value, slope = jax.value_and_grad(whole)(parameters)
        change, state = rule.update(slope, state, parameters)
        return optax.apply_updates(parameters, change), state, value

    key = jax.random.PRNGKey(recipe.seed)
    for epoch in range(recipe.epochs):
        total, count = 0.0, 0
        for batch in _batches(rows, recipe, epoch):
            key, own = jax.random.split(key)
            parameters, state, value = step(parameters, state, batch, own)
            total, count = total + float(value), count + 1
        told(f"putaran {epoch + 1} dari {recipe.epochs}: galat rata-rata {total / count:.3f}")
    return {name: np.asarray(value) for name, value in parameters.items()}


def _row(lesson: Lesson, ids: list[int], names: Names) -> _Row:
    said = {f"{fact}={option}" for fact, options in lesson.facts.items() for option in options}
    return _Row(
        ids,
        names.rules.index(lesson.rule) if lesson.rule in names.rules else -1,
        names.outcomes.index(lesson.outcome) if lesson.outcome in names.outcomes else -1,
        np.array([name in said for name in names.facts], np.float32),
        int(lesson.stated),
    )


def _batches(rows: Sequence[_Row], recipe: Recipe, epoch: int) -> Iterator[tuple[Array, ...]]:
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
            yield _padded([rows[n] for n in chunk])


def _padded(rows: Sequence[_Row]) -> tuple[Array, ...]:
    longest = max(len(row.ids) for row in rows)
    length = next(one for one in _LENGTHS if one >= longest)
    ids = np.ones((len(rows), length), np.int32)
    mask = np.zeros((len(rows), length), np.float32)
    for n, row in enumerate(rows):
        ids[n, : len(row.ids)] = row.ids
        mask[n, : len(row.ids)] = 1
    return (
        ids,
        mask,
        np.array([row.rule for row in rows]),
        np.array([row.outcome for row in rows]),
        np.stack([row.facts for row in rows]),
        np.array([row.stated for row in rows]),
    )
