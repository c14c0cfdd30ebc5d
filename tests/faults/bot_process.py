"""The bot as a process: started, listened to, killed outright or asked to stop."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

# The machine may be busy with other tests; nothing here is measured by it.
PATIENCE_SECONDS = 90.0
RUN = ("-m", "bot", "run")


async def until(holds: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    """Waits until it holds; TimeoutError when that takes too long."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - what is waited for happens in another process
            await asyncio.sleep(0.005)


async def until_told(holds: Callable[[], Awaitable[bool]], seconds: float = PATIENCE_SECONDS) -> None:
    """The same for what has to be asked for."""
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.03)


class BotProcess:
    """One life of a process; `log` is what it has written to stderr so far."""

    def __init__(self, process: asyncio.subprocess.Process, began: float) -> None:
        self.began = began
        self.log: list[str] = []
        self._process = process
        self._reading = asyncio.get_running_loop().create_task(self._read())

    @classmethod
    async def begin(
        cls, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> BotProcess:
        """Starts Python with these arguments."""
        began = asyncio.get_running_loop().time()
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, cwd=folder, env=environment, stderr=asyncio.subprocess.PIPE
        )
        return cls(process, began)

    @property
    def pid(self) -> int:
        """The number that the system gave it."""
        return self._process.pid

    @property
    def lives(self) -> bool:
        """Whether it runs."""
        return self._process.returncode is None

    def wrote(self, text: str) -> bool:
        """Whether this stands in its log."""
        return any(text in line for line in self.log)

    async def kill(self) -> None:
        """Kills it outright, in the very moment of the call."""
        if self.lives:
            self._process.kill()
        await self.ends()

    async def stop(self) -> int:
        """Asks it to stop, and waits until it has; its exit code."""
        self._process.terminate()
        return await self.ends()

    async def ends(self) -> int:
        """Waits until it has ended by itself; its exit code."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._process.wait()
            await self._reading
        return self._process.returncode or 0

    async def _read(self) -> None:
        if self._process.stderr is None:
            return
        async for line in self._process.stderr:
            self.log.append(line.decode(errors="replace").rstrip())
