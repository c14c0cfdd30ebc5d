"""A pledge in everybody's chat, under fault: who tapped, what Telegram has forgotten, what is recorded."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections import Counter
from datetime import timedelta

from sqlalchemy import make_url

from bot.clock import system
from bot.people.audience import Term, TermKind
from bot.people.audit import Act, AuditEntry
from bot.pledge.model import Campaign, PledgeText
from bot.pledge.service import SEEN_SIGNS
from bot.store.engine.db import Database
from bot.store.pledge.campaign import CampaignStore
from bot.tg.pledge.buttons import PLEDGED
from tests.faults.bot_process import PATIENCE_SECONDS, until_told
from tests.faults.deployment import Deployment

TEXT = PledgeText("ikrar", "1", "Ikrar netralitas", "Saya menjaga netralitas.\n" * 8)
_RECORDED = (
    "SELECT account.telegram_id FROM pledge JOIN account ON account.person_id = pledge.person_id "
    "WHERE pledge.campaign_id = ?"
)
_OPEN = "SELECT count(*) FROM inbox WHERE processed_at IS NULL"


class Rush:
    """One campaign; everybody has its text in front of him and taps once, in the order of `accounts`."""

    def __init__(self, deployment: Deployment, number: int) -> None:
        self._office = deployment
        self._number = number
        self._file = str(make_url(deployment.environment["NETRAL_DATABASE_URL"]).database)
        self.accounts = list(deployment.people)

    async def taps(self, rate: float | None) -> None:
        """Everybody taps, so many a second or (None) in one instant."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        for n, (account, one) in enumerate(self._office.people.items()):
            if rate and (ahead := began + n / rate - loop.time()) > 0:
                await asyncio.sleep(ahead)
            data = PLEDGED.data(account, self._number, TEXT.hash[:SEEN_SIGNS])
            rows = [[{"text": "Saya berikrar", "callback_data": data}]]
            shown = {"text": TEXT.body, "reply_markup": {"inline_keyboard": rows}}
            box = self._office.box
            one.presses(box.post(one.chat, box.me(), shown), data)

    def handed_over(self) -> set[int]:
        """Those whose taps Telegram will never offer again, when all have tapped."""
        return set(self.accounts[: len(self.accounts) - len(self._office.box.updates)])

    def told(self) -> Counter[int]:
        """How often each was shown that it is recorded."""
        return Counter(
            int(call.params["chat_id"])
            for call in self._office.box.calls
            if call.method == "editMessageText" and call.error is None and "IKR-" in call.params["text"]
        )

    async def is_worked_off(self, least: int, seconds: float = PATIENCE_SECONDS) -> None:
        """Waits until at least so many are recorded and nothing waits in the inbox."""

        async def done() -> bool:
            return len(self.recorded()) >= least and self._ask(_OPEN) == [(0,)]

        await until_told(done, seconds)

    def recorded(self) -> Counter[int]:
        """How often each account is recorded; only ask while the bot runs, or when all is over."""
        return Counter(account for (account,) in self._ask(_RECORDED, self._number))

    async def ledger(self) -> int:
        """How many pledges in this campaign the ledger holds, after a stranger has verified all of it."""
        await self._office.netral("ledger", "export", "ikrar.jsonl")
        await self._office.netral("ledger", "verify", "ikrar.jsonl")
        lines = (self._office.folder / "ikrar.jsonl").read_text(encoding="utf-8").splitlines()
        people = [row["person"] for row in map(json.loads, lines[:-1]) if row["campaign"] == self._number]
        assert len(people) == len(set(people))
        return len(people)

    def _ask(self, query: str, *values: object) -> list[tuple[int]]:
        connection = sqlite3.connect(self._file, timeout=30)
        try:
            return connection.execute(query, values).fetchall()
        finally:
            connection.close()


async def opened(deployment: Deployment) -> Rush:
    """A campaign for everybody on the list; nobody is invited, so that no broadcast is under way."""
    now = system().now()
    db = await Database.open(deployment.environment["NETRAL_DATABASE_URL"])
    try:
        one = Campaign(0, TEXT, "semua", (Term(TermKind.ALL),), now, now + timedelta(days=1), "cli:panitia")
        line = AuditEntry("cli:panitia", Act.PLEDGE_OPENED, "", now, {})
        return Rush(deployment, await CampaignStore(db).add(one, now, line))
    finally:
        await db.close()
