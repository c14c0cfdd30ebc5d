"""How fast pledges are taken on this machine: taps at a rate, all in one instant, and the ledger examined.

The bot that is measured is the whole Application on a database of its own, polling a Bot API in this process;
so the time it takes includes what that API takes. A tap counts as acknowledged when the edited message, which
names the receipt, has reached the person.
"""

from __future__ import annotations

import asyncio
import gc
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bot.app import build_application
from bot.bench.arrivals import percentile
from bot.clock import rehearsal, system
from bot.config import LOCALES, Settings
from bot.people.audience import Term, TermKind
from bot.people.audit import Act, AuditEntry
from bot.people.keyring import fresh
from bot.pledge.checkpoints import Checkpoints, SignedCheckpoint
from bot.pledge.ledger import PLEDGE, START, Checkpoint, Row
from bot.pledge.model import Campaign, PledgeTap, PledgeText
from bot.pledge.proof import examine
from bot.pledge.service import SEEN_SIGNS
from bot.pledge.signing import Signer
from bot.simulator.chats import Chat, Message, User
from bot.simulator.drive import running
from bot.simulator.person import Person
from bot.simulator.request import BoxRequest
from bot.simulator.state import Box
from bot.store.engine.db import Database
from bot.store.engine.group_commit import LARGEST_BATCH
from bot.store.engine.keys import keyring
from bot.store.pledge.campaign import CampaignStore
from bot.store.pledge.recording import PledgeRecorder
from bot.store.tables import account, person
from bot.tg.pledge.buttons import PLEDGED
from bot.tg.routes import ALLOWED_UPDATES
from bot.understand.open import Knowledge
from bot.wiring import UseCases
from bot.wording import Wording

FIRST_ACCOUNT = 1_000_000
VERIFIED = 100_000
WITHOUT_TELEGRAM = 1_000
PEER = "one commit per tap"
TEXT = PledgeText(
    "bench",
    "1",
    "Ikrar netralitas",
    "Saya menjaga netralitas dan tidak berpihak kepada calon mana pun.\n" * 8,
)
_PATIENCE_SECONDS = 300.0
_LOOK_SECONDS = 0.02
_UNITS = 40


class LostError(Exception):
    """Taps were lost or doubled, or the ledger does not hold; the text says which."""


def measure(knowledge: Knowledge, people: int, rate: float) -> dict[str, object]:
    """All figures of one run; names end in their unit. Raises LostError when a tap is lost or doubled.

    `pledges_per_s` is what is acknowledged while everybody has tapped in one instant. `recorded_per_s` leaves
    Telegram out on both sides, so that the peer differs in nothing but its commits.
    """
    with TemporaryDirectory(prefix="netral-bench-") as name:
        figures = asyncio.run(_measured(knowledge, Path(name), people, rate))
    return {"people": people, "rate": rate, **figures, "verify_s_per_100k": verifying(VERIFIED)}


async def _measured(knowledge: Knowledge, folder: Path, people: int, rate: float) -> dict[str, object]:
    async with office(knowledge, folder, people) as here:
        steady = await here.taps(rate)
        instant = await here.taps(None)
        few = min(people, WITHOUT_TELEGRAM)
        grouped = await here.recorded(few, LARGEST_BATCH)
        single = await here.recorded(few, 1)
    return {
        "ack_p50_ms": round(percentile(steady.waits, 0.5) * 1000),
        "ack_p99_ms": round(percentile(steady.waits, 0.99) * 1000),
        "one_instant_s": round(instant.took, 2),
        "pledges_per_s": round(people / instant.took),
        "recorded_per_s": round(grouped),
        "peer": {"name": PEER, "recorded_per_s": round(single)},
    }


def verifying(rows: int) -> float:
    """Seconds for 100,000 rows of an exported ledger, from a run over so many in memory."""
    lines = list(_exported(rows))
    began = time.perf_counter()
    report = examine(lines)
    took = time.perf_counter() - began
    if report.fault is not None:
        raise LostError(report.fault)
    return round(took * 100_000 / rows, 2)


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Seconds: how long each waited since the moment at which he was to tap, and from the first tap to the
    last acknowledgement."""

    waits: list[float]
    took: float


class Office:
    """People who have all joined, and the bot at work; every figure is for a campaign of its own."""

    def __init__(self, box: Box, db: Database, checkpoints: Checkpoints, people: int) -> None:
        self._box = box
        self._db = db
        self._heads = checkpoints
        self._people = [Person(box, User(FIRST_ACCOUNT + n, f"Pegawai {n}")) for n in range(people)]
        for one in self._people:
            one.chat.bot_status = "member"

    async def taps(self, rate: float | None) -> Acknowledged:
        """Everybody taps, so many a second or (None) in one instant; raises LostError."""
        number = await self._opened()
        screens = [self._screen(one.chat, number) for one in self._people]
        # What was set up stays; the garbage collector need not look through it again and again.
        gc.collect()
        gc.freeze()
        before, began = len(self._box.calls), self._box.clock.now()
        due = [began + timedelta(seconds=n / rate if rate else 0) for n in range(len(self._people))]
        for moment, one, (message, data) in zip(due, self._people, screens, strict=True):
            if (ahead := (moment - self._box.clock.now()).total_seconds()) > 0:
                await asyncio.sleep(ahead)
            one.presses(message, data)
        await self._all_told(before)
        told = {
            int(call.params["chat_id"]): call.at
            for call in self._box.calls[before:]
            if call.method == "editMessageText" and call.at is not None
        }
        ends = [told[one.user.id] for one in self._people]
        await self.insist(number)
        waits = [(end - moment).total_seconds() for end, moment in zip(ends, due, strict=True)]
        return Acknowledged(waits, (max(ends) - began).total_seconds())

    async def recorded(self, taps: int, at_once: int) -> float:
        """Taps a second with Telegram left out, so many of them to a commit."""
        keys, number, now = fresh(), await self._opened(), self._box.clock.now()
        seen = TEXT.hash[:SEEN_SIGNS]
        made = [PledgeTap(one.user.id, number, seen, now) for one in self._people[:taps]]
        recorder = PledgeRecorder(self._db, keys.hash)
        began = time.perf_counter()
        for first in range(0, taps, at_once):
            await recorder.record_all(made[first : first + at_once])
        return taps / (time.perf_counter() - began)

    async def _opened(self) -> int:
        """A new campaign for everybody that nobody is invited to, so that no broadcast is under way."""
        now = self._box.clock.now()
        terms = (Term(TermKind.ALL),)
        one = Campaign(0, TEXT, "semua", terms, now, now + timedelta(days=1), "bench")
        line = AuditEntry("bench", Act.PLEDGE_OPENED, "", now, {})
        return await CampaignStore(self._db).add(one, now, line)

    def _screen(self, chat: Chat, number: int) -> tuple[Message, str]:
        """The message with the text in this chat, and what its button carries."""
        data = PLEDGED.data(chat.id, number, TEXT.hash[:SEEN_SIGNS])
        rows = [[{"text": "Saya berikrar", "callback_data": data}]]
        shown = {"text": TEXT.body, "reply_markup": {"inline_keyboard": rows}}
        return self._box.post(chat, self._box.me(), shown), data

    async def _all_told(self, before: int) -> None:
        """Waits until as many taps are answered as people there are."""
        told, looked = 0, before
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while told < len(self._people):
                await asyncio.sleep(_LOOK_SECONDS)
                told += sum(call.method == "answerCallbackQuery" for call in self._box.calls[looked:])
                looked = len(self._box.calls)

    async def insist(self, number: int) -> None:
        """Raises LostError unless everybody is in the ledger exactly once, and the ledger holds."""
        lines = [line async for line in self._heads.export()]
        rows = [json.loads(line) for line in lines[:-1]]
        times = Counter(row["person"] for row in rows if row["campaign"] == number)
        doubled = sum(many > 1 for many in times.values())
        if len(times) != len(self._people) or doubled:
            raise LostError(f"{len(self._people) - len(times)} taps lost, {doubled} doubled")
        report = examine(lines)
        if report.fault is not None:
            raise LostError(report.fault)


@asynccontextmanager
async def office(knowledge: Knowledge, folder: Path, people: int) -> AsyncIterator[Office]:
    """An office of so many with its database in `folder`, and the bot polling there."""
    box = Box(rehearsal(system().now()))
    url = f"sqlite+aiosqlite:///{folder / 'netral.db'}"
    settings = Settings(
        _env_file=None, token=SecretStr(box.token), database_url=url, key_file=folder / "netral.key"
    )
    db = await Database.open(url)
    try:
        await _hire(db, people)
        application = build_application(settings, box.clock, knowledge, request=BoxRequest(box))
        async with running(application):
            if (updater := application.updater) is None:
                raise RuntimeError("an Application that polls has an updater")
            keys, words = await keyring(db, settings.key_path), Wording(LOCALES, settings.language)
            checkpoints = UseCases(db, settings, box.clock, keys, words).checkpoints
            here = Office(box, db, checkpoints, people)
            await updater.start_polling(allowed_updates=ALLOWED_UPDATES)
            try:
                yield here
            finally:
                await updater.stop()
    finally:
        await db.close()


async def _hire(db: Database, people: int) -> None:
    now = system().now()
    hired = [
        {
            "id": n + 1,
            "number": str(n),
            "name": f"Pegawai {n}",
            "status": "PNS",
            "unit": f"Dinas {n % _UNITS}",
            "position": "Analis",
            "superior": "",
            "active": True,
            "added_at": now,
        }
        for n in range(people)
    ]
    joined = [
        {"telegram_id": FIRST_ACCOUNT + n, "person_id": n + 1, "how": "code", "joined_at": now}
        for n in range(people)
    ]
    async with db.write() as connection:
        await connection.execute(db.insert(person), hired)
        await connection.execute(db.insert(account), joined)


def _exported(count: int) -> Iterator[str]:
    """A ledger of so many pledges, as an export has it."""
    keys, text, at = fresh(), "0" * 64, system().now().isoformat(timespec="microseconds")
    rows: list[Row] = []
    before = START
    for seq in range(1, count + 1):
        who, whose = keys.hash("person", value=str(seq)), keys.hash("account", value=str(seq))
        rows.append(Row(seq, PLEDGE, 1, text, "1", who, whose, at, before).with_hash())
        before = rows[-1].hash
    for row in rows:
        yield json.dumps(asdict(row), sort_keys=True)
    head, signer = Checkpoint(count, before, at), Signer(keys.signing[-1])
    yield SignedCheckpoint(head, signer.public, signer.sign(head.message)).line()
