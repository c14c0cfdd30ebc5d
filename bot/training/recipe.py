"""What a training run chooses, and what its heads tell apart."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipe:
    """All that a training run chooses; written into the model card."""

    layers: int = 6
    epochs: int = 4
    batch: int = 32
    rate: float = 9e-5
    head_rate: float = 2e-3
    common_pieces: int = 9000
    fewest_of_a_fact: int = 20
    compounds: float = 0.4
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Names:
    """What the heads tell apart, in the order of their columns; a fact is written `fakta=nilai`."""

    rules: tuple[str, ...]
    outcomes: tuple[str, ...]
    facts: tuple[str, ...]
