"""Offices to break: `async with open_office() as office`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from tests.faults.ground import Ground, lay
from tests.faults.office import Office, opened
from tests.support.databases import postgres

__all__ = ["postgres"]

OpenOffice = Callable[..., AbstractAsyncContextManager[Office]]


class Figures:
    """What was measured on the way, told at the end of the run."""

    def __init__(self) -> None:
        self.measured: dict[str, float] = {}

    def add(self, name: str, value: float) -> None:
        """Sums up."""
        self.measured[name] = self.measured.get(name, 0) + value

    def most(self, name: str, value: float) -> None:
        """Keeps the largest."""
        self.measured[name] = max(self.measured.get(name, value), value)

    def least(self, name: str, value: float) -> None:
        """Keeps the smallest."""
        self.measured[name] = min(self.measured.get(name, value), value)


_FIGURES = pytest.StashKey[Figures]()


@pytest.fixture(scope="session")
def figures(request: pytest.FixtureRequest) -> Figures:
    """Where to write figures down."""
    return request.config.stash.setdefault(_FIGURES, Figures())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tells the figures."""
    if found := config.stash.get(_FIGURES, Figures()).measured:
        terminalreporter.section("delivery under fault")
        for name, value in found.items():
            terminalreporter.write_line(f"{name}: {value:.3g}")


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """What the offices of 300 stand on."""
    return lay(tmp_path_factory.mktemp("ground"), 300)


@pytest.fixture
def open_office(ground: Ground, tmp_path: Path) -> OpenOffice:
    """Opens an office in a folder of its own; settings by name."""
    return functools.partial(opened, ground, tmp_path)
