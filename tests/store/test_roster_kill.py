"""A process killed outright while it takes over a list leaves all of the list on record, or nothing of it."""

from __future__ import annotations

import asyncio
import random
import shutil
import subprocess
import sys
from datetime import UTC, date
from pathlib import Path

import pytest

from bot.clock import fixed
from bot.people import keyring
from bot.people.roster import codec as packed
from bot.people.roster.compare import compare
from bot.people.roster.model import Roster
from bot.people.roster.roster_import import Applied, RosterImport
from bot.store.desk.audit import AuditStore
from bot.store.engine.db import Database
from bot.store.people.member import MemberStore
from bot.store.people.roster import RosterStore
from bot.store.people.roster_draft import RosterDraftStore
from tests.people.made import AT, entry, line, listing

ROOT = Path(__file__).parents[2]
# Before each statement it says the number, before the commit "commit", and goes on when it is answered.
TAKER = """
import asyncio, itertools, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
from bot.people.roster import codec as packed
from bot.people.audit import Act, AuditEntry
from bot.people.roster.compare import compare
from bot.store.people.member import MemberStore
from bot.store.people.roster import RosterStore
from bot.store.people.roster_draft import RosterDraftStore
from bot.store.engine.db import Database
from tests.people.made import AT

def say(word):
    print(word, flush=True)
    sys.stdin.readline()

async def applied():
    db = await Database.open(sys.argv[1])
    _, base, content = await RosterDraftStore(db).find("d1")
    changes = compare(packed.unpack(content), await MemberStore(db).everybody())
    numbers = itertools.count(1)
    event.listen(Engine, "before_cursor_execute", lambda *_: say(next(numbers)))
    event.listen(Engine, "commit", lambda *_: say("commit"))
    entry = AuditEntry("tg:1", Act.ROSTER_IMPORTED, "", AT, changes.counts)
    await RosterStore(db).apply(
        changes, base_version=base, draft="d1", by="tg:1", at=AT, entry=entry
    )
    say("done")

asyncio.run(applied())
"""
OLD = listing(*(entry(str(n), f"Pegawai {n}", phone=f"p{n}") for n in range(2000)))
NEW = listing(
    *(
        entry(str(n), f"Pegawai {n}", "Dinas B", phone=f"p{n}", telegram_id=10_000 + n)
        for n in range(500, 3500)
    )
)
# This list takes some forty statements. How long the process may still run when it was last answered is
# counted in turns of an empty loop.
DRAWN = random.Random(20261122)
MOMENTS = [
    *((str(number), DRAWN.randrange(20_000)) for number in sorted(DRAWN.sample(range(1, 42), 4))),
    *(("commit", DRAWN.randrange(turns)) for turns in (1, 20_000, 400_000)),
    ("done", 0),
]


def office_of(db: Database) -> RosterImport:
    async def unread(content: bytes, name: str, today: date) -> Roster:
        raise NotImplementedError

    return RosterImport(
        MemberStore(db), RosterStore(db), RosterDraftStore(db), keyring.fresh(), fixed(AT), UTC, unread
    )


async def prepare(url: str) -> None:
    """An office of 2,000, and a draft of 3,000: 500 leave, 1,500 change, 1,500 come, and all join."""
    db = await Database.open(url)
    first = await RosterStore(db).apply(
        compare(OLD, []), base_version=0, draft=None, by="tg:1", at=AT, entry=line()
    )
    assert first is not None
    await RosterDraftStore(db).keep(
        number="d1",
        by="tg:1",
        at=AT,
        base_version=await RosterStore(db).base_version(),
        content=packed.pack(NEW),
    )
    await db.close()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("prepared") / "netral.db"
    asyncio.run(prepare(f"sqlite+aiosqlite:///{file}"))
    return file


@pytest.fixture
def url(prepared: Path, tmp_path: Path) -> str:
    """A copy of the prepared office; it was closed, so that the file is all there is of it."""
    file = shutil.copy(prepared, tmp_path)
    return f"sqlite+aiosqlite:///{file}"


def kill_at(moment: str, turns: int, url: str) -> None:
    """Starts the process and kills it that long after it was told to go on from that moment."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", TAKER, url], cwd=ROOT, **pipes) as taker:
        for word in taker.stdout:
            taker.stdin.write("\n")
            taker.stdin.flush()
            if word.strip() == moment:
                break
        for _ in range(turns):
            pass
        taker.kill()
        assert word.strip() == moment


async def left_behind(db: Database) -> str:
    """Which of the two it is; the figures where it is neither."""
    people = await MemberStore(db).everybody()
    moved = [one for one in people if one.unit == "Dinas B" and one.active and one.telegram_id]
    acts, waits = len(await AuditStore(db).recent(9)), await RosterDraftStore(db).find("d1") is not None
    found = len(people), len(moved), acts, (await RosterStore(db).last()).counts["added"], waits
    return {(2000, 0, 1, 2000, True): "nothing", (3500, 3000, 2, 1500, False): "everything"}.get(
        found, str(found)
    )


@pytest.mark.parametrize(("moment", "turns"), MOMENTS)
async def test_a_kill_leaves_everything_or_nothing_and_what_is_left_can_go_on(url, moment, turns):
    kill_at(moment, turns, url)
    db = await Database.open(url)
    left = await left_behind(db)
    allowed = {"commit": {"nothing", "everything"}, "done": {"everything"}}.get(moment, {"nothing"})
    again = await office_of(db).confirm("d1", "tg:1", complete=True)
    finally_there = await left_behind(db)
    await db.close()
    assert left in allowed
    assert isinstance(again, Applied) == (left == "nothing")
    assert finally_there == "everything"
