"""Reads a list in a process of its own, so that no file can hold up the bot or bring it down.

A plain child process rather than a pool: it can be killed by public means, it leaves no helper behind, and
it is given neither the bot's secrets nor its open files. What a list looks like, it leaves to that process.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import bot
from bot.people.roster import codec
from bot.people.roster.errors import TOO_MUCH, RosterError, RowError
from bot.people.roster.model import Roster

COMMAND = (sys.executable, "-P", "-m", "bot.people.roster.worker")
_ROOT = Path(bot.__file__).parents[1]
_KEPT = ("PATH", "SYSTEMROOT", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TZ")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: bytes of address space, and seconds by the clock."""

    memory: int = 3 * 2**29
    seconds: int = 60


async def read_apart(content: bytes, name: str, today: date, limits: Limits | None = None) -> Roster:
    """As `read`, without blocking; a file beyond the limits is a RosterError too.

    The process has ended when this returns, raises or is cancelled.
    """
    limits = limits or Limits()
    head = {"name": name, "today": today.isoformat(), "memory": limits.memory, "seconds": limits.seconds}
    request = json.dumps(head).encode("ascii") + b"\n" + content
    try:
        async with asyncio.timeout(limits.seconds):
            answer = await _ask(request)
        # In a thread: a list of thousands takes a while to decode.
        outcome = await asyncio.to_thread(codec.decode, answer)
    except (TimeoutError, ValueError):
        raise RosterError([RowError(TOO_MUCH)]) from None
    if isinstance(outcome, RosterError):
        raise outcome
    return outcome


async def _ask(request: bytes) -> bytes:
    child = await asyncio.create_subprocess_exec(
        *COMMAND,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=_ROOT,
        env=_environment(),
    )
    try:
        answer, complaint = await child.communicate(request)
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode:
        _log.warning(
            "reading a list failed with %s: %s",
            child.returncode,
            complaint[-2000:].decode("utf-8", "replace"),
        )
    return answer


def _environment() -> dict[str, str]:
    """Enough to start Python; threads of numeric libraries would only eat into the limit on memory."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "PYTHONPATH": str(_ROOT), "PYTHONUTF8": "1", "OPENBLAS_NUM_THREADS": "1"}
