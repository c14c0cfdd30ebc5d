"""The processes of a measurement: started, watched and ended; and the canned server as seen from outside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, build_opener

from bot.bench.canned import FIRST_ASKER
from bot.bench.office import FIRST_CHAT

ASKED_EVERY_SECONDS, ASKED_AT_ONCE = 1.0, 3
LOOK_SECONDS = 0.05
PATIENCE_SECONDS = 60.0
_ROOT = Path(__file__).resolve().parents[2]
_PASSED_ON = ("NETRAL_KNOWLEDGE", "NETRAL_KNOWLEDGE_EXTRA")

Process = subprocess.Popen[bytes]


class BenchError(Exception):
    """A process did not do its part; the text is what it said last."""


@contextmanager
def process(folder: Path, *arguments: object, **settings: str) -> Iterator[Process]:
    """`python -m …` at work in `folder`, ended with the context; it gets our environment, not settings."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("NETRAL_") or name in _PASSED_ON
    }
    # A folder may have been given relative to ours.
    for name in _PASSED_ON:
        if name in environment:
            parts = environment[name].split(",")
            environment[name] = ",".join(str(Path(part.strip()).resolve()) for part in parts)
    with (folder / "stderr.txt").open("wb") as complaints:
        started = subprocess.Popen(
            [sys.executable, "-m", *map(str, arguments)],
            cwd=folder,
            env={**environment, "PYTHONPATH": str(_ROOT), **settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
        )
    with started:
        try:
            yield started
        finally:
            if started.poll() is None:
                started.terminate()
                try:
                    started.wait(PATIENCE_SECONDS)
                except subprocess.TimeoutExpired:
                    started.kill()


def wait(done: Callable[[], bool], one: Process, folder: Path, patience: float = PATIENCE_SECONDS) -> None:
    """Returns when it is done; raises BenchError when the process ends before, or nothing comes of it."""
    end = time.monotonic() + patience
    while not done():
        if one.poll() is not None and not done():
            said = (folder / "stderr.txt").read_text(encoding="utf-8", errors="replace").strip()
            raise BenchError(said or f"a process ended with {one.returncode}")
        if time.monotonic() > end:
            raise BenchError(f"nothing came of it within {patience:.0f} s")
        threading.Event().wait(LOOK_SECONDS)


def peak_mib(one: Process) -> float | None:
    """The most memory that a running process has had; None where the system does not tell."""
    try:
        status = Path(f"/proc/{one.pid}/status").read_text(encoding="utf-8")
    except OSError:
        return None
    return round(int(status.partition("VmHWM:")[2].split()[0]) / 1024, 1)


@dataclass(frozen=True, slots=True)
class Seen:
    """What reached the server: when each message to a recipient came, to whom, and how answers fared."""

    times: Sequence[float]
    chats: Sequence[int]
    answered: Sequence[float]
    waits: Sequence[float]

    def missed(self, recipients: int, unknown: Collection[int]) -> tuple[int, int]:
        """How many recipients got nothing although nobody doubts it, and how many got it more than once."""
        counts = Counter(self.chats)
        wanted = set(range(FIRST_CHAT, FIRST_CHAT + recipients))
        return len(wanted - counts.keys() - set(unknown)), sum(count > 1 for count in counts.values())


class Server:
    """The canned server in its own process."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self._opener = build_opener(ProxyHandler({}))

    def polls(self) -> int:
        """How often updates were asked for."""
        return int(self._get("polls"))

    def count(self) -> int:
        """How many messages have come."""
        return int(self._get("count"))

    def ask(self) -> None:
        """A few people ask something at the same moment."""
        self._get(f"ask/{ASKED_AT_ONCE}")

    def report(self) -> Seen:
        """All that came."""
        told = self._get("report")
        came = list(zip(told["chats"], told["times"], strict=True))
        sent = [(chat, at) for chat, at in came if chat < FIRST_ASKER]
        first: dict[int, float] = {}
        for chat, at in came:
            if chat >= FIRST_ASKER:
                first.setdefault(chat, at)
        waits = [first[chat] - asked for chat, asked in told["asked"] if chat in first]
        answered = [at for chat, at in came if chat >= FIRST_ASKER]
        return Seen([at for _, at in sent], [chat for chat, _ in sent], answered, waits)

    def _get(self, path: str) -> Any:
        with self._opener.open(f"{self.address}/{path}", timeout=PATIENCE_SECONDS) as response:
            return json.load(response)["result"]


@contextmanager
def server(folder: Path, latency: float) -> Iterator[Server]:
    """A canned server that answers after `latency` seconds."""
    with process(folder, "bot.bench.canned", latency) as started:
        assert started.stdout is not None
        line = started.stdout.readline()
        if not line:
            raise BenchError("the server did not start")
        yield Server(int(line))
