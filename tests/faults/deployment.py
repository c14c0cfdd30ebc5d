"""An office under fault: Telegram a server on loopback, the bot a process, the command line beside it."""

from __future__ import annotations

import asyncio
import itertools
import json
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path
from urllib.parse import urlsplit

from bot.app import AT_ONCE, FREE_RATE
from bot.clock import rehearsal, system
from bot.outbox.model import Phase
from bot.simulator.api.server import serving
from bot.simulator.chats import User
from bot.simulator.person import Person
from bot.simulator.state import Box, Call
from tests.faults.bot_process import RUN, BotProcess, until_told
from tests.faults.delivery_records import DeliveryRecords
from tests.faults.template import OfficeTemplate

# Within this an answer is written down.
_WRITTEN_SECONDS = 0.15
_KILL_AT_COMMIT = str(Path(__file__).with_name("kill_at_commit.py"))


def in_hand(rate: float = 25) -> int:
    """How many a process may leave unknown when it is killed: what it may have under way at this rate, and
    answers that are not written down yet."""
    paid = round(rate * 0.3) if rate > FREE_RATE else 0
    return max(AT_ONCE, paid) + ceil(rate * _WRITTEN_SECONDS)


@dataclass(frozen=True, slots=True)
class Sent:
    """A broadcast as ordered: `text` is like no other, by which its messages are known."""

    number: int
    text: str
    size: int
    expires: datetime | None = None


class Deployment:
    """One office; `box` is its Telegram. Settings are in `environment`, for the processes still to start."""

    def __init__(self, template: OfficeTemplate, folder: Path, environment: dict[str, str], box: Box) -> None:
        self.template = template
        self.folder = folder
        self.environment = environment
        self.box = box
        self.records = DeliveryRecords(environment["NETRAL_DATABASE_URL"])
        self.people = {account: Person(box, User(account, "Pegawai")) for account in template.accounts}
        for chat in box.chats.values():
            chat.bot_status = "member"
        self._processes: list[BotProcess] = []
        self._texts = itertools.count(1)
        self._server = AsyncExitStack()
        self._port = 0

    def set(self, **settings: object) -> None:
        """Changes settings for the processes still to start."""
        self.environment |= {f"NETRAL_{name}": str(value) for name, value in settings.items()}

    async def open_line(self) -> None:
        """Lets Telegram be there, each time under the same address."""
        root = await self._server.enter_async_context(serving(self.box, self._port))
        self._port = urlsplit(root).port or 0
        self.set(API_URL=root)

    async def cut_line(self) -> int:
        """Takes Telegram away, connections and all; the port at which nobody listens any more."""
        await self._server.aclose()
        return self._port

    async def close(self) -> None:
        """Ends every process that still runs, then the server."""
        for bot in self._processes:
            await bot.kill()
        await self.cut_line()

    async def starts(self, **settings: object) -> BotProcess:
        """Starts the bot; it is not up yet."""
        return await self._begin(RUN, settings)

    async def starts_to_be_killed(self, when: str, commit: int, *command: str) -> BotProcess:
        """Starts a process that is killed outright `before` or `after` its so manieth commit: the bot, unless
        it is another `command`."""
        return await self._begin((_KILL_AT_COMMIT, when, str(commit), *(command or ("run",))), {})

    async def _begin(self, arguments: Iterable[str], settings: dict[str, object]) -> BotProcess:
        named = {f"NETRAL_{name}": str(value) for name, value in settings.items()}
        bot = await BotProcess.begin(tuple(arguments), self.folder, self.environment | named)
        self._processes.append(bot)
        return bot

    async def netral(self, *arguments: str) -> str:
        """Runs a command at a terminal; what it printed. It must end well."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *arguments),
            cwd=self.folder,
            env=self.environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        printed, complained = await process.communicate()
        assert process.returncode == 0, complained.decode()
        return printed.decode()

    def order(self, size: int) -> tuple[str, tuple[str, ...]]:
        """The text of one more broadcast, and the command that orders it."""
        text = f"Pengumuman {next(self._texts)}"
        written = self.folder / f"{text}.txt"
        written.write_text(text, encoding="utf-8")
        audience = self.template.audience(size)
        return text, ("broadcast", "send", "--text", str(written), "--audience", audience)

    async def orders(self, size: int, expires: datetime | None = None) -> Sent:
        """Orders a broadcast to the first `size` people."""
        text, order = self.order(size)
        until = ("--expires", expires.isoformat()) if expires else ()
        told = json.loads(await self.netral(*order, *until, "--json"))
        assert told["recipients"] == size
        return Sent(told["id"], text, size, expires)

    async def status(self, sent: Sent) -> dict[str, int]:
        """How many deliveries stand in each state, as the command line tells it."""
        told = json.loads(await self.netral("broadcast", "status", str(sent.number), "--json"))
        counts: dict[str, int] = told["counts"]
        return counts

    async def is_over(self, sent: Sent) -> None:
        """Waits until the bot holds this broadcast to be done."""

        async def done() -> bool:
            return await self.records.phase(sent.number) in (Phase.DONE, Phase.CANCELLED)

        try:
            await until_told(done)
        except TimeoutError:
            stands = f"{await self.records.phase(sent.number)}, {await self.records.counts(sent.number)}"
            logs = "\n".join("\n".join(bot.log[-30:]) for bot in self._processes[-1:])
            raise AssertionError(f"broadcast {sent.number} is not over: {stands}\n{logs}") from None

    async def is_paused(self, sent: Sent) -> None:
        """Waits until it stands still, by itself or because somebody wants it."""

        async def paused() -> bool:
            return await self.records.phase(sent.number) == Phase.PAUSED

        await until_told(paused)

    async def counts(self, sent: Sent, state: str, least: int) -> None:
        """Waits until at least so many deliveries stand in one state."""

        async def reached() -> bool:
            return (await self.records.counts(sent.number))[state] >= least

        await until_told(reached)

    def accepted(self, sent: Sent) -> list[Call]:
        """The messages of this broadcast that Telegram has taken, in order."""
        return [call for call in self.box.calls if call.error is None and _is_of(call, sent)]

    def refused(self, sent: Sent) -> list[Call]:
        """Those that it has refused."""
        return [call for call in self.box.calls if call.error is not None and _is_of(call, sent)]

    def received(self, sent: Sent) -> Counter[int]:
        """How often each chat got it."""
        return Counter(int(call.params["chat_id"]) for call in self.accepted(sent))

    def called(self, method: str) -> int:
        """How often a method was called."""
        return sum(call.method == method for call in self.box.calls)


def _is_of(call: Call, sent: Sent) -> bool:
    return call.method == "sendMessage" and call.params.get("text") == sent.text


@asynccontextmanager
async def opened(template: OfficeTemplate, folder: Path, **settings: str) -> AsyncIterator[Deployment]:
    """A deployment in a folder of its own, with its list taken over and nobody at work yet."""
    if "DATABASE_URL" not in settings:
        template.copy_to(folder)
    # A clock that no step of the machine's own can disturb.
    box = Box(rehearsal(system().now()))
    deployment = Deployment(template, folder, template.environment(folder, TOKEN=box.token, **settings), box)
    try:
        await deployment.open_line()
        yield deployment
    finally:
        await deployment.close()
