"""Offices to break: `async with deploy() as deployment`."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from tests.faults.deployment import Deployment, opened
from tests.faults.template import OfficeTemplate, make_template
from tests.support.databases import postgres

__all__ = ["postgres"]

Deploy = Callable[..., AbstractAsyncContextManager[Deployment]]


class Measurements:
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


_MEASUREMENTS = pytest.StashKey[Measurements]()


@pytest.fixture(scope="session")
def measurements(request: pytest.FixtureRequest) -> Measurements:
    """Where to write figures down."""
    return request.config.stash.setdefault(_MEASUREMENTS, Measurements())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tells the measurements."""
    if found := config.stash.get(_MEASUREMENTS, Measurements()).measured:
        terminalreporter.section("delivery under fault")
        for name, value in found.items():
            terminalreporter.write_line(f"{name}: {value:.3g}")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> OfficeTemplate:
    """What the offices of 300 stand on."""
    return make_template(tmp_path_factory.mktemp("template"), 300)


@pytest.fixture
def deploy(template: OfficeTemplate, tmp_path: Path) -> Deploy:
    """Opens a deployment in a folder of its own; settings by name."""
    return functools.partial(opened, template, tmp_path)
