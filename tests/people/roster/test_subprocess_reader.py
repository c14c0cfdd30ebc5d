"""A list is read in a process of its own: the loop runs on, and nothing is left behind."""

import asyncio
import copy
import os
import pickle
import sys

import pytest

from bot.people.roster import subprocess_reader
from bot.people.roster.errors import TOO_MUCH, RosterError, RowError
from bot.people.roster.reader.read import read
from bot.people.roster.subprocess_reader import Limits, read_apart
from tests.people.roster.reader.sheets import PEOPLE, TODAY, changed, csv, person, rows, xlsx

HANGS = "import sys; print('berjalan', file=sys.stderr, flush=True)\nwhile True: pass"


@pytest.fixture
def begun():
    """Set as soon as a reading process has been started."""
    return asyncio.Event()


@pytest.fixture
def children(monkeypatch, begun):
    """Every process that was started; each must have ended and been waited for when the test is over."""
    started: list[asyncio.subprocess.Process] = []
    start = asyncio.create_subprocess_exec

    async def remembered(*command, **options):
        started.append(await start(*command, **options))
        begun.set()
        return started[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", remembered)
    yield started
    assert started
    for child in started:
        assert child.returncode is not None
        with pytest.raises(ProcessLookupError):
            os.kill(child.pid, 0)


def _instead(monkeypatch, code: str) -> None:
    monkeypatch.setattr(subprocess_reader, "COMMAND", (sys.executable, "-c", code))


async def test_the_outcome_is_that_of_reading_here(children):
    for content in (xlsx(rows()), csv([["No", *rows()[0]], *[["1", *row] for row in PEOPLE]])):
        assert await read_apart(content, "daftar", TODAY) == read(content, "daftar", TODAY)


async def test_all_faults_arrive_intact(children):
    content = csv([*changed("status", "ASN", 3), person(1, telepon="x"), person(1)])
    with pytest.raises(RosterError) as here:
        read(content, "daftar", TODAY)
    with pytest.raises(RosterError) as there:
        await read_apart(content, "daftar", TODAY)
    assert len(here.value.faults) == 3
    assert there.value.faults == here.value.faults
    assert str(there.value) == str(here.value)


def test_an_error_survives_every_way_of_copying():
    error = RosterError([RowError("salah", 3, "nip"), RowError("rusak")])
    for again in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
        assert again.faults == error.faults
        assert str(again) == str(error)


async def test_the_loop_runs_on_while_a_list_is_read(children, monkeypatch):
    """The reading process goes on only when this very loop has answered it."""
    asked = asyncio.Event()

    async def answer(reader, writer):
        await reader.readline()
        asked.set()
        writer.write(b"teruskan\n")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1") as server:
        port = server.sockets[0].getsockname()[1]
        _instead(
            monkeypatch,
            f"import socket; s = socket.create_connection(('127.0.0.1', {port})); s.sendall(b'boleh?\\n')\n"
            "assert s.recv(99) == b'teruskan\\n'; s.close()\n"
            "from bot.people.roster.worker import main; main()",
        )
        assert len((await read_apart(csv(rows()), "daftar", TODAY)).entries) == 3
    assert asked.is_set()


async def test_a_parse_without_end_is_ended(children, monkeypatch):
    _instead(monkeypatch, HANGS)
    with pytest.raises(RosterError) as caught:
        await read_apart(csv(rows()), "daftar", TODAY, Limits(seconds=1))
    assert [fault.text for fault in caught.value.faults] == [TOO_MUCH]


async def test_who_gives_up_leaves_no_process_behind(children, begun, monkeypatch):
    _instead(monkeypatch, HANGS)
    reading = asyncio.ensure_future(read_apart(csv(rows()), "daftar", TODAY))
    await begun.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading


async def test_what_eats_memory_dies_alone(children, monkeypatch):
    """Many short cells: little on the wire, a hundred times that in memory."""
    content = csv([rows()[0], *[["x"] * 60] * 45_000])
    with pytest.raises(RosterError) as caught:
        await read_apart(content, "daftar", TODAY, Limits(memory=220 * 2**20))
    assert [fault.text for fault in caught.value.faults] == [TOO_MUCH]


async def test_a_bomb_is_refused_apart_too(children):
    with pytest.raises(RosterError, match="Berkas"):
        await read_apart(b"PK\x03\x04" + bytes(10**6), "bom.xlsx", TODAY)


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "print('bukan json')",
        "raise SystemExit(1)",
        "print('{\"entries\": 3}')",
        "print(7)",
    ],
)
async def test_a_process_that_fails_is_told_as_too_much(children, monkeypatch, code):
    _instead(monkeypatch, code)
    with pytest.raises(RosterError) as caught:
        await read_apart(csv(rows()) * 1000, "daftar", TODAY)
    assert [fault.text for fault in caught.value.faults] == [TOO_MUCH]


async def test_the_process_is_given_no_secrets(children, monkeypatch):
    monkeypatch.setenv("NETRAL_TOKEN", "1:rahasia")
    _instead(
        monkeypatch,
        "import os; assert not [name for name in os.environ if name.startswith('NETRAL')]\n"
        "from bot.people.roster.worker import main; main()",
    )
    assert (await read_apart(csv(rows()), "daftar", TODAY)).entries
