"""The log of the product, set up by its own means, and an office to write into it.

The product logs at INFO (`bot.tg.transport.logging_filter`), so INFO is what is read here, and WARNING and
worse with it; what libraries would say at DEBUG is of no concern as long as nothing turns that on, which is
proved too.
"""

import asyncio
import io
import logging
import shutil
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.clock import fixed
from bot.simulator.state import DEFAULT_TOKEN
from bot.tg.transport.logging_filter import log_to_stderr
from tests.journeys.silence.log import Log
from tests.support.chat import MORNING, Chat, Stage
from tests.support.office import cast, open_office, product
from tests.support.small_office import read_here, without_disk

__all__ = ["without_disk"]


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[Log]:
    """The log of the product, set up by its own means, in place of pytest's."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    monkeypatch.setattr(sys, "stderr", stream)
    log_to_stderr(DEFAULT_TOKEN)
    yield Log(stream)
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture
async def stage(tmp_path: Path, knowledge: Any, log: Log) -> AsyncIterator[Stage]:
    """The product before anything has happened."""
    async with Stage(product(tmp_path, knowledge), fixed(MORNING)) as opened:
        yield opened


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory, knowledge: Any) -> Path:
    """The folder of an office with its list and its roles, to be copied."""
    folder = tmp_path_factory.mktemp("kantor")

    async def build() -> None:
        async with Stage(product(folder, knowledge), fixed(MORNING)) as stage:
            await open_office(stage)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.wiring.read_apart", read_here)
        asyncio.run(build())
    return folder


@pytest.fixture
async def office(tmp_path: Path, begun: Path, knowledge: Any, log: Log) -> AsyncIterator[Stage]:
    """The product in that office."""
    folder = shutil.copytree(begun, tmp_path / "kantor")
    async with Stage(product(folder, knowledge), fixed(MORNING)) as opened:
        yield opened


@pytest.fixture
def people(office: Stage) -> dict[str, Chat]:
    """Whoever is there."""
    return cast(office)
