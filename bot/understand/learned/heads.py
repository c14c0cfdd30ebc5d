"""What an embedding says: which rule, which kind of answer, which facts. Linear heads, in plain numpy.

They are trained with the encoder; a rule that came later gets a column of its own when the rule base is
compiled (`for_rules`), the encoder staying as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.understand.learned.encoder import Matrix

SCALE = 8.0
"""Length that embeddings are brought to before the heads: it sets how sure they can be."""


@dataclass(frozen=True, slots=True, eq=False)
class Heads:
    """Names of the columns, and weights [width, columns] with biases for each head."""

    rules: tuple[str, ...]
    outcomes: tuple[str, ...]
    facts: tuple[str, ...]
    rule: Matrix
    rule_bias: Matrix
    outcome: Matrix
    outcome_bias: Matrix
    fact: Matrix
    fact_bias: Matrix

    def of_rules(self, embedded: Matrix) -> Matrix:
        """Share of belief for each rule, [texts, rules], each row adding up to 1."""
        return softmax(embedded @ self.rule * SCALE + self.rule_bias)

    def of_outcomes(self, embedded: Matrix) -> Matrix:
        """Share of belief for each kind of answer, [texts, outcomes]."""
        return softmax(embedded @ self.outcome * SCALE + self.outcome_bias)

    def of_facts(self, embedded: Matrix) -> Matrix:
        """Probability that the words state each fact value, [texts, facts], each on its own."""
        scores = embedded @ self.fact * SCALE + self.fact_bias
        return np.asarray(1.0 / (1.0 + np.exp(-scores)), np.float32)

    def for_rules(self, rules: Sequence[str], means: Mapping[str, Matrix]) -> Heads:
        """These heads with columns for just these rules, in this order; one that was not trained gets its
        entry of `means`, the mean embedding of its phrasings at unit length."""
        # A new rule speaks as loudly as the trained ones do on the average.
        loud, bias = float(np.linalg.norm(self.rule, axis=0).mean()), float(self.rule_bias.mean())
        place = {name: n for n, name in enumerate(self.rules)}
        columns = [self.rule[:, place[name]] if name in place else means[name] * loud for name in rules]
        biases = [float(self.rule_bias[place[name]]) if name in place else bias for name in rules]
        return replace(
            self,
            rules=tuple(rules),
            rule=np.stack(columns, axis=1).astype(np.float32),
            rule_bias=np.array(biases, np.float32),
        )


def softmax(scores: Matrix) -> Matrix:
    """Rows of scores as shares that add up to 1."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), np.float32)
