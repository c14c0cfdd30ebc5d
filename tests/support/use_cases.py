"""The product's own wiring on a test's database, with a clock and settings of the test's choosing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from bot.clock import Clock
from bot.config import IN_MEMORY, LOCALES, Settings
from bot.people.keyring import Keyring, fresh
from bot.store.engine.db import Database
from bot.wiring import UseCases
from bot.wording import Wording


def settings_of(**chosen: Any) -> Settings:
    """Settings that no environment reaches and that have no file beside the database."""
    return Settings(_env_file=None, **chosen).model_copy(update={"database_url": IN_MEMORY})


def use_cases(
    db: Database,
    clock: Clock,
    keys: Keyring | None = None,
    wake: Callable[[], None] = lambda: None,
    **chosen: Any,
) -> UseCases:
    """Everything on this database; `chosen` are settings, quiet hours being off unless they say otherwise."""
    settings = settings_of(**({"quiet_hours": None} | chosen))
    return UseCases(db, settings, clock, keys or fresh(), _words(settings.language), wake)


@cache
def _words(language: str) -> Wording:
    return Wording(LOCALES, language)
