"""What every handler is given. Knows nothing of handlers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.ask.earlier import Earlier
from bot.ask.ports import Memory
from bot.ask.service import Ask
from bot.clock import Clock
from bot.understand.open import Knowledge
from bot.wording import Wording


@dataclass(frozen=True, slots=True)
class Kit:
    """The installation as the handlers see it; `words` is by language, `owners` are Telegram user ids."""

    clock: Clock
    zone: ZoneInfo
    owners: frozenset[int]
    language: str
    words: Mapping[str, Wording]
    knowledge: Knowledge
    memory: Memory
    ask: Ask
    earlier: Earlier
