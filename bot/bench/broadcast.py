"""How a broadcast goes out on this machine: at its rate, beside answers, over a kill; and a plain loop too.

The bot that is measured is `run` itself, a process on a database of its own. It talks to a server that is
another process, and everything is counted there, where it arrives.
"""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.bench import peer
from bot.bench.arrivals import held, percentile, windows
from bot.bench.office import FIRST_CHAT, Office, office
from bot.bench.rig import ASKED_EVERY_SECONDS, Process, Seen, Server, peak_mib, process, server, wait

# A kill comes after so many seconds of sending; as much is left for afterwards.
KILL_SECONDS = 4.0
PEER_SECONDS = 15.0


def measure(recipients: int, rate: float, latency_ms: float, frozen: int) -> dict[str, object]:
    """All figures of one run; names end in their unit, `windows` are of one second, memory is in MiB.

    `rate_held` is what was accepted a second, answers included, since messages make room for those; windows
    count the messages alone. `lost` and `doubled` count recipients after a kill; `unknown` of them are shown
    to HR as such, which is not lost. Raises BenchError when a process fails.
    """
    with TemporaryDirectory(prefix="netral-bench-") as name:
        lab = _Lab(Path(name), rate, latency_ms / 1000)
        return {
            "recipients": recipients,
            "rate_set": rate,
            "latency_ms": latency_ms,
            **lab.freezing(frozen),
            **lab.sending(recipients),
            **lab.killed(),
            "peer": lab.peer(recipients),
        }


class _Lab:
    """The measurements, each with processes and a database of its own."""

    def __init__(self, folder: Path, rate: float, latency: float) -> None:
        self._folder = folder
        self._rate = rate
        self._latency = latency

    def freezing(self, people: int) -> dict[str, object]:
        """How quickly recipients are written down."""
        with office(self._folder / "frozen.db", people) as here:
            began = time.perf_counter()
            here.order()
            took = time.perf_counter() - began
        return {"frozen": people, "freeze_s": round(took, 2), "frozen_per_s": round(people / took)}

    def sending(self, recipients: int) -> dict[str, object]:
        """One whole broadcast, with people asking meanwhile."""
        with self._server() as post, office(self._folder / "sent.db", recipients) as here:
            with self._bot(post, here) as bot:
                number = here.order().id
                patience = 60 + 2 * recipients / self._rate
                wait(_asking(post, lambda: here.is_over(number)), bot, self._folder, patience)
                peak = peak_mib(bot)
            return {**self._figures(post.report()), "rss_mb": peak}

    def killed(self) -> dict[str, object]:
        """A broadcast whose bot is killed in the middle and started again."""
        recipients = max(20, round(2 * KILL_SECONDS * self._rate))
        with self._server() as post, office(self._folder / "killed.db", recipients) as here:
            with self._bot(post, here) as bot:
                number = here.order().id
                wait(lambda: post.count() >= recipients / 2, bot, self._folder)
                bot.kill()
            began = time.monotonic()
            with self._bot(post, here) as bot:
                wait(lambda: here.is_over(number), bot, self._folder)
            seen, unknown = post.report(), here.unknown(number)
        lost, doubled = seen.missed(recipients, unknown)
        resumed = next((at - began for at in seen.times if at > began), None)
        return {
            "lost": lost,
            "doubled": doubled,
            "unknown": len(unknown),
            "resume_s": None if resumed is None else round(resumed, 2),
        }

    def peer(self, recipients: int) -> dict[str, object] | None:
        """The same with a plain loop; None where its library is not installed."""
        if importlib.util.find_spec("aiolimiter") is None:
            return None
        wanted = min(recipients, round(self._rate * PEER_SECONDS))
        with self._server() as post:
            with self._loop(post, wanted, "sent.txt") as loop:
                end = time.monotonic() + PEER_SECONDS
                over = _asking(post, lambda: loop.poll() is not None or time.monotonic() > end)
                wait(over, loop, self._folder)
            figures = self._figures(post.report())
        reached = max(20, round(2 * KILL_SECONDS * figures["rate_held"]))
        with self._server() as post:
            with self._loop(post, reached, "killed.txt") as loop:
                wait(lambda: post.count() >= reached / 2, loop, self._folder)
                loop.kill()
            with self._loop(post, reached, "killed.txt") as loop:
                wait(lambda: loop.poll() is not None, loop, self._folder)
            lost, doubled = post.report().missed(reached, ())
        return {"name": peer.NAME, **figures, "lost": lost, "doubled": doubled, "restart": peer.RESTART}

    def _figures(self, seen: Seen) -> dict[str, float]:
        above, worst = windows(seen.times, self._rate)
        waits = [wait + self._latency for wait in seen.waits] or [0.0]
        return {
            "rate_held": round(held(sorted([*seen.times, *seen.answered])), 2),
            "windows_above": above,
            "worst_window": worst,
            "answers": len(seen.waits),
            "answers_p50_ms": round(percentile(waits, 0.5) * 1000),
            "answers_p99_ms": round(percentile(waits, 0.99) * 1000),
        }

    @contextmanager
    def _server(self) -> Iterator[Server]:
        with server(self._folder, self._latency) as post:
            yield post

    @contextmanager
    def _bot(self, post: Server, here: Office) -> Iterator[Process]:
        """The bot, from when it first asks for updates."""
        polls = post.polls()
        settings = {
            "NETRAL_TOKEN": "1:netral-bench",
            "NETRAL_API_URL": post.address,
            "NETRAL_DATABASE_URL": here.url,
            "NETRAL_BROADCAST_RATE": f"{self._rate:f}",
        }
        with process(self._folder, "bot", "run", **settings) as bot:
            wait(lambda: post.polls() > polls, bot, self._folder)
            yield bot

    @contextmanager
    def _loop(self, post: Server, chats: int, checkpoint: str) -> Iterator[Process]:
        arguments = (post.address, self._rate, FIRST_CHAT, FIRST_CHAT + chats, self._folder / checkpoint)
        with process(self._folder, "bot.bench.peer", *arguments) as loop:
            yield loop


def _asking(post: Server, over: Callable[[], bool]) -> Callable[[], bool]:
    """The same condition; as often as it is looked at, people ask when it is time again."""
    following = time.monotonic() + ASKED_EVERY_SECONDS

    def looked_at() -> bool:
        nonlocal following
        if time.monotonic() >= following:
            following += ASKED_EVERY_SECONDS
            post.ask()
        return over()

    return looked_at
