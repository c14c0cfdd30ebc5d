"""The chat in a terminal, `python -m bot chat`: real handlers behind it, numbered buttons, no token.

Piped, it reads a message (or the number of a button) per line and prints plain text. Must not know what the
bot is about.
"""

from __future__ import annotations

import asyncio
import re
import zlib
from pathlib import Path
from typing import TextIO

from rich.text import Text

from bot.simulator.api.params import Upload
from bot.simulator.chats import User
from bot.simulator.drive import App, running, settle
from bot.simulator.person import Person
from bot.simulator.state import Box
from bot.simulator.terminal.screen import Screen

LEAVE = "/keluar"
SEND = "/kirim "
_HELP = "Ketik pertanyaan, angka untuk menekan tombol, /kirim BERKAS, atau /keluar untuk selesai."
_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z~]|[\x00-\x08\x0b-\x1f]")


async def chat(
    application: App,
    box: Box,
    *,
    name: str,
    stdin: TextIO,
    stdout: TextIO,
    interactive: bool,
) -> None:
    """Talks as `name` until the end of `stdin` or /keluar; runs and stops the application itself.

    `application` must speak to `box` through a BoxRequest. The same name is the same Telegram user each time.
    """
    person = Person(box, User(user_id(name), name, phone=f"+62{user_id(name)}"))
    screen = Screen(person, box.name, stdout, interactive=interactive)
    async with running(application):
        if interactive:
            screen.line(Text(f"Percakapan percobaan sebagai {name}."), style="bold")
            screen.line(Text(_HELP), style="dim")
            person.starts()
            await settle(application, box)
            screen.show_news()
        while (line := await _line(stdin, stdout, interactive=interactive)) is not None:
            if line == LEAVE:
                break
            if not line:
                continue
            screen.own(line)
            if _acts(person, screen, line):
                await settle(application, box)
                screen.show_news()
    if interactive:
        screen.line("Sampai jumpa.", style="dim")


def _acts(person: Person, screen: Screen, line: str) -> bool:
    """Taps, sends or says what was typed; False when nothing reached the bot."""
    if line.startswith(SEND):
        return _sends(person, screen, Path(line.removeprefix(SEND).strip()))
    if not (line.isascii() and line.isdigit() and screen.has_buttons):
        person.says(line)
        return True
    button = screen.button(int(line))
    if button is None:
        screen.line(Text(f"Tidak ada tombol {line}."), style="red")
        return False
    if button.url:
        screen.line(Text(f"Tautan: {button.url}"), style="blue")
        return False
    person.taps(button)
    return True


def _sends(person: Person, screen: Screen, file: Path) -> bool:
    try:
        person.sends_document(Upload(file.name, file.read_bytes()))
    except OSError as error:
        screen.line(Text(f"Berkas {file} tidak dapat dibaca ({error.strerror})."), style="red")
        return False
    return True


def user_id(name: str) -> int:
    """The Telegram user id that a name gets: stable, so that the database recognises it the next time."""
    return 1_000_000_000 + zlib.crc32(name.casefold().encode())


async def _line(stdin: TextIO, stdout: TextIO, *, interactive: bool) -> str | None:
    """The next line without its end and without the escape codes of arrow keys; None at the end."""
    if interactive:
        stdout.write("› ")
        stdout.flush()
        await _until_typed(stdin)
        line = stdin.readline()
    else:
        line = await asyncio.to_thread(stdin.readline)
    return _ESCAPES.sub("", line).strip() if line else None


async def _until_typed(stdin: TextIO) -> None:
    """Waits for a line while the bot's own timers run on; Ctrl-C stays possible, unlike in a thread."""
    loop = asyncio.get_running_loop()
    typed = asyncio.Event()
    try:
        loop.add_reader(stdin.fileno(), typed.set)
    except (NotImplementedError, PermissionError):
        return  # No such waiting on this system or for this kind of file: reading itself will wait.
    try:
        await typed.wait()
    finally:
        loop.remove_reader(stdin.fileno())
