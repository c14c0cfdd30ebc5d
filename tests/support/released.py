"""The rule base that the product ships with, compiled once for all tests and kept until a source changes."""

from __future__ import annotations

from pathlib import Path

from bot.places import KNOWLEDGE
from bot.understand.open import Knowledge, open_knowledge

_KEPT = Path(__file__).parents[2] / ".pytest_cache" / "knowledge"


def released() -> Knowledge:
    """Opened from the cache; compiled by whoever comes first."""
    return open_knowledge(KNOWLEDGE, (), _KEPT)
