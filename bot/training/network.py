"""The network while it learns: a BERT-like encoder with three heads, in JAX.

An embedding of unit length (times `SCALE`) feeds three linear heads: which rule, which kind of answer, and
for every fact value whether the words state it. A piece of a message is heard from its own tokens, which
the encoder has read in their surroundings. The forward pass equals the ONNX graph of `export`, except for
dropout.
"""

from __future__ import annotations

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

from bot.training.base import LAYER, Weights
from bot.understand.learned.heads import SCALE

_DROPOUT = 0.1
_SMOOTHING = 0.05
_FACTS_WEIGHT, _READ_FACTS_WEIGHT = 0.15, 0.03
"""How much the facts count beside rule and outcome: stated by a person, and only read by the lexicon."""
_ACT_WEIGHT = 0.3
"""How much a piece counts beside its whole message."""
_TINY = 1e-12


def heads(width: int, rules: int, outcomes: int, facts: int, seed: int) -> Weights:
    """Fresh heads; a fact starts out unlikely, as most are unsaid in most messages."""
    random = np.random.default_rng(seed)
    fresh: Weights = {}
    for name, size, bias in (("rule", rules, 0.0), ("outcome", outcomes, 0.0), ("fact", facts, -4.0)):
        fresh[f"{name}.w"] = random.normal(0, 0.02, (width, size)).astype(np.float32)
        fresh[f"{name}.b"] = np.full(size, bias, np.float32)
    return fresh


def encode(weights: Any, ids: Any, mask: Any, key: Any, layers: int, heads: int, eps: float) -> Any:
    """A vector for each token, [batch, length, width]; dropout where `key` is not None."""
    batch, length = ids.shape

    def norm(x: Any, scale: Any, shift: Any) -> Any:
        mean = x.mean(-1, keepdims=True)
        return (x - mean) / jnp.sqrt(((x - mean) ** 2).mean(-1, keepdims=True) + eps) * scale + shift

    def drop(x: Any, at: int) -> Any:
        return (
            x if key is None else x * jax.random.bernoulli(keys[at], 1 - _DROPOUT, x.shape) / (1 - _DROPOUT)
        )

    keys = [] if key is None else jax.random.split(key, 2 * layers)
    x = norm(weights["emb"][ids] + weights["pos"][:length] + weights["type"], weights["elw"], weights["elb"])
    unseen = (1 - mask)[:, None, None, :] * -1e9
    for n in range(layers):
        layer = {name: weights[f"l{n}.{name}"] for name in LAYER}
        width = x.shape[-1]

        def product(weight: Any, bias: Any, x: Any = x, width: int = width) -> Any:
            return (x @ weight.T + bias).reshape(batch, length, heads, width // heads)

        query, key_, value = (product(layer[one], layer[f"{one}b"]) for one in "qkv")
        scores = jnp.einsum("bthd,bshd->bhts", query, key_) / np.sqrt(width // heads)
        mixed = jnp.einsum("bhts,bshd->bthd", jax.nn.softmax(scores + unseen, -1), value)
        mixed = mixed.reshape(batch, length, width) @ layer["ao"].T + layer["aob"]
        x = norm(x + drop(mixed, 2 * n), layer["alw"], layer["alb"])
        inner = jax.nn.gelu(x @ layer["fi"].T + layer["fib"], approximate=True)
        x = norm(x + drop(inner @ layer["fo"].T + layer["fob"], 2 * n + 1), layer["olw"], layer["olb"])
    return x


def pooled(words: Any, mask: Any) -> Any:
    """Embeddings of unit length, [..., width], of the tokens that `mask` picks of [..., length, width]."""
    total = (words * mask[..., None]).sum(-2)
    return total / jnp.sqrt((total**2).sum(-1, keepdims=True) + _TINY)


def loss(weights: Any, words: Any, batch: Any) -> Any:
    """Mean loss of a batch, whose arrays `fit` names; rules and outcomes are numbers, -1 where unknown."""
    whole = pooled(words, batch.mask)
    facts = optax.sigmoid_binary_cross_entropy(_head(weights, "fact", whole), batch.facts).sum(-1)
    facts *= jnp.where(batch.stated > 0, _FACTS_WEIGHT, _READ_FACTS_WEIGHT)
    acts = pooled(words[:, None], batch.act_masks)
    meant = _meant(weights, whole, batch.rule, batch.outcome)
    parts = _meant(weights, acts, batch.act_rules, batch.act_outcomes).sum(-1)
    return (meant + facts + _ACT_WEIGHT * parts).mean()


def _meant(weights: Any, embedding: Any, rule: Any, outcome: Any) -> Any:
    by_rule = optax.softmax_cross_entropy(
        _head(weights, "rule", embedding),
        optax.smooth_labels(jax.nn.one_hot(jnp.maximum(rule, 0), weights["rule.b"].shape[0]), _SMOOTHING),
    )
    by_outcome = optax.softmax_cross_entropy_with_integer_labels(
        _head(weights, "outcome", embedding), jnp.maximum(outcome, 0)
    )
    return jnp.where(rule >= 0, by_rule, 0) + jnp.where(outcome >= 0, by_outcome, 0)


def _head(weights: Any, name: str, embedding: Any) -> Any:
    return embedding * SCALE @ weights[f"{name}.w"] + weights[f"{name}.b"]
