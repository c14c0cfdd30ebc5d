"""Checking a tiny base: sound as it is, or after one thing in it was spoilt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.check import Report, check
from tests.support.knowledge import Base, ObedientReader

Examine = Callable[..., Report]


@pytest.fixture
def base() -> Base:
    return Base()


@pytest.fixture
def reader() -> ObedientReader:
    return ObedientReader()


@pytest.fixture
def examine(base: Base, reader: ObedientReader, tmp_path: Path) -> Examine:
    """Write the base as it is now, load it with the overlays given, and check it."""
    return lambda *overlays: check(base.load(tmp_path, *overlays), reader)
