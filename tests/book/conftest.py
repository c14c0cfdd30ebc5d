"""The book of a tiny rule base that can be changed before it is made, and that of the product, made once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.book.assemble import assemble
from bot.book.model import Book
from bot.book.site import site
from bot.places import KNOWLEDGE
from bot.rulebook.reading.load import load
from bot.understand.learned.reader import FOLDER
from tests.support.knowledge import Base

Make = Callable[..., Book]


@pytest.fixture
def base() -> Base:
    """Change it, then call `made`."""
    return Base()


@pytest.fixture
def made(base: Base, tmp_path: Path) -> Make:
    """The book of the base as it is now, with the overlays given."""
    # A book needs no learned reader: where its folder exists none is made.
    (tmp_path / "pengetahuan" / FOLDER).mkdir(parents=True)
    return lambda *overlays: assemble(base.load(tmp_path, *overlays))


@pytest.fixture(scope="session")
def product() -> Book:
    """The book of the rule base that ships."""
    return assemble(load(KNOWLEDGE))


@pytest.fixture(scope="session")
def product_site(product: Book) -> dict[str, str]:
    """Its site, by path."""
    return site(product)
