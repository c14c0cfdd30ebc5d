"""Paths, date and cache folder for the commands, read without pydantic to keep start-up fast.

The settings library takes longer to load than a question takes to answer. Where nothing is set there is
nothing to check, so the defaults are taken without it; a test holds them equal to those of `bot.config`.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot import clock
from bot.cli.core.fault import InputError
from bot.places import KNOWLEDGE

if TYPE_CHECKING:
    from bot.config import Settings

ENV_FILE = Path(".env")
DEFAULT_ZONE = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True, slots=True)
class Ground:
    """The settings that answering needs; `start` is where a rehearsal begins, aware, or None."""

    knowledge: Path = KNOWLEDGE
    overlays: tuple[Path, ...] = ()
    zone: tzinfo = DEFAULT_ZONE
    language: str = "id"
    start: datetime | None = None

    @property
    def clock(self) -> clock.Clock:
        """The machine's clock, or that of the rehearsal."""
        return clock.rehearsal(self.start) if self.start else clock.system()

    def today(self) -> date:
        """The office's date."""
        return self.clock.today(self.zone)


def ground() -> Ground:
    """The ground as set; raises InputError with every complaint about the settings."""
    if not ENV_FILE.exists() and not any(name.startswith("NETRAL_") for name in os.environ):
        return Ground()
    return of(settings())


def of(chosen: Settings) -> Ground:
    """The ground in settings that are read already."""
    return Ground(
        chosen.knowledge, chosen.knowledge_extra, chosen.zone, chosen.language, chosen.rehearsal_start
    )


def settings() -> Settings:
    """All settings; raises InputError with every complaint about them."""
    from bot.config import ConfigError, read_settings

    try:
        return read_settings(ENV_FILE)
    except ConfigError as error:
        raise InputError(str(error)) from error


def cache() -> Path | None:
    """The folder for compiled files, the user's own; None where he has no home."""
    chosen = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if chosen.is_absolute():
        return chosen / "netral"
    try:
        return Path.home() / ".cache" / "netral"
    except RuntimeError:
        return None
