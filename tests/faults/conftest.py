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


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """What the offices of 300 stand on."""
    return lay(tmp_path_factory.mktemp("ground"), 300)


@pytest.fixture
def open_office(ground: Ground, tmp_path: Path) -> OpenOffice:
    """Opens an office in a folder of its own; settings by name."""
    return functools.partial(opened, ground, tmp_path)
