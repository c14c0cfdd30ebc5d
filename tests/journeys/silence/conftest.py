"""The log of the product, set up by its own means, and an office to write into it.

The product logs at INFO (`bot.tg.transport.logging_filter`), so INFO is what is read here, and WARNING and
worse with it; what libraries would say at DEBUG is of no concern as long as nothing turns that on, which is
proved too.
"""

import io
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from bot.simulator.state import DEFAULT_TOKEN
from bot.tg.transport.logging_filter import log_to_stderr
from tests.journeys.silence.log import Log
from tests.support.app import AppFixture, Place
from tests.support.chat import Chat
from tests.support.office import OWNED, cast, open_office
from tests.support.snapshots import Story


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


async def opens_office(app: AppFixture, _: Place) -> None:
    await open_office(app)


@pytest.fixture
def story() -> Story:
    """An office with its list and its roles."""
    return Story({"people": opens_office}, OWNED)


@pytest.fixture
def settings(log: Log) -> dict[str, Any]:
    """The usual ones; the log is set up before the product."""
    return dict(OWNED)


@pytest.fixture
def reader() -> None:
    """Every list is read in a process of its own, which writes to the log too."""


@pytest.fixture
def people(app: AppFixture) -> dict[str, Chat]:
    """Whoever is in that office."""
    return cast(app)
