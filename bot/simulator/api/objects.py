"""What travels between the bot and the box."""

from __future__ import annotations

from typing import Any, TypeAlias

ApiObject: TypeAlias = dict[str, Any]
"""An object of Telegram's Bot API: a Message, an Update, the parameters of a call …, as its JSON has it.

Telegram adds fields without notice, so no shape is declared here; `tests/support/judge.py` holds what the bot
sends against two libraries' schemas.
"""
