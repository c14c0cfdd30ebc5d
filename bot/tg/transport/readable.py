"""Updates as Telegram sends them → what of them the library can read, so that one it cannot stops nobody.

An older server leaves fields out, a newer one brings shapes that the library does not know: it then refuses
the update, and with it all others of the same answer. Knows no update's meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import Update

_MESSAGES = ("message", "edited_message")
_ENVELOPE = ("message_id", "date", "chat", "from", "message_thread_id", "is_topic_message")


@dataclass(frozen=True, slots=True)
class Readable:
    """`raw` is an update that the library reads; `fault` says what was wrong with the one that came, None
    where nothing was: its kind and the kind of error, never its words."""

    raw: dict[str, Any]
    fault: str | None = None


def readable(raw: dict[str, Any]) -> Readable:
    """The update as it came; else its message without content, so that its sender can be told; else no more
    than its number."""
    try:
        Update.de_json(raw, None)
    except Exception as error:  # noqa: BLE001 - whatever the library stumbles over
        fault = f"{_kind(raw)}: {type(error).__name__}"
    else:
        return Readable(raw)
    without = {"update_id": raw["update_id"]}
    for kind in _MESSAGES:
        if isinstance(message := raw.get(kind), dict):
            bare = {**without, kind: {part: message[part] for part in _ENVELOPE if part in message}}
            try:
                Update.de_json(bare, None)
            except Exception:  # noqa: BLE001 - not even who sent it can be read
                break
            return Readable(bare, fault)
    return Readable(without, fault)


def _kind(raw: dict[str, Any]) -> str:
    """What the update is about, and of a message what it holds: names of fields only."""
    kinds = [name for name in raw if name != "update_id"]
    held = [
        part
        for name in kinds
        if name in _MESSAGES and isinstance(raw[name], dict)
        for part in raw[name]
        if part not in _ENVELOPE
    ]
    return " ".join((*kinds, *held))
