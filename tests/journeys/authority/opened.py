"""An office that is open, and what is asserted of it."""

import sqlite3
from datetime import date
from typing import Any

import pytest

from bot.remind.model import Planned
from bot.simulator.state import BOT_ID, Call
from bot.store.tables import metadata
from bot.tg.core.buttons import Button
from tests.journeys.authority.specification import BUSINESS, PASSING, PRESSED, TYPED, Effect
from tests.support.app import AppFixture
from tests.support.chat import Chat
from tests.support.office import STAFF, cast

Tables = dict[str, list[Any]]


class Open:
    """An office that is open: its people, what waits for a decision in it, and what its database holds."""

    def __init__(self, app: AppFixture, database: sqlite3.Connection) -> None:
        self.app = app
        self.people = cast(app)
        self._database = database
        self._known = self._ids()
        self._mark = 0

    def asks(self, query: str, *values: object) -> Any:
        return self._database.execute(query, values).fetchone()[0]

    def writes(self, statement: str, rows: list[tuple[object, ...]]) -> None:
        self._database.executemany(statement, rows)

    def tables(self) -> Tables:
        """What every table holds that is not merely passing."""
        return {
            name: self._database.execute(f'SELECT * FROM "{name}"').fetchall()
            for name in metadata.tables
            if name not in PASSING
        }

    def filled(self, text: str, actor: Chat) -> str:
        """A text with the office's own ids in its braces."""
        return text.format_map(self._known | {"self": actor.person.user.id}) if "{" in text else text

    def _ids(self) -> dict[str, object]:
        """What waited when the office was opened, and everybody's number on record."""
        known: dict[str, object] = {
            "answer": self.asks("SELECT min(number) FROM journal"),
            "turn": "0123456789ab",
            "move": self.asks("SELECT max(id) FROM move_request"),
            "draft": self.asks("SELECT max(id) FROM roster_draft"),
            "import": self.asks("SELECT max(id) FROM roster_import"),
            "proposal": self.asks("SELECT max(id) FROM proposal"),
            "broadcast": self.asks("SELECT max(id) FROM broadcast"),
            "campaign": self.asks("SELECT max(id) FROM campaign"),
            "seen": self.asks("SELECT substr(max(text_hash), 1, 8) FROM campaign"),
            "log": self.asks("SELECT min(id) FROM audit WHERE act = 'role.granted'"),
            "reminder": self._reminder(),
        }
        for key, card in STAFF.items():
            known[key] = self.asks("SELECT id FROM person WHERE number = ?", card.number)
            known[f"{key}_nip"] = card.number
        return known

    def _reminder(self) -> str:
        """What a button calls the reminder that waits."""
        stage, name, day = self._database.execute("SELECT stage, reminder, send_on FROM reminder").fetchone()
        on = date.fromisoformat(day)
        return Planned(stage, name, "", "", stage_starts=on, send_on=on, lasts=1, text="").fingerprint

    async def types(self, actor: Chat, name: str) -> None:
        self.begins()
        await actor.sends(f"/{name} {self.filled(TYPED[name][0], actor)}".strip())

    async def presses(self, actor: Chat, button: Button[Any], owner: int) -> None:
        args = (self.filled(arg, actor) for arg in PRESSED[button][0])
        await self.forges(actor, ":".join(("1", button.letter, base36(owner), *args)))

    async def forges(self, actor: Chat, data: str) -> None:
        """Presses a button that nobody has made."""
        assert len(data.encode()) <= 64, data
        self.begins()
        bot = {"id": BOT_ID, "is_bot": True, "first_name": "Netral"}
        message = self.app.box.post(actor.person.chat, bot, {"text": "…"})
        actor.person.presses(message, data)
        await actor.settles()

    def begins(self) -> None:
        """What comes now is another act."""
        self._mark = len(self.app.box.calls)

    def calls(self) -> list[Call]:
        """What the bot has asked of Telegram since the last act."""
        return self.app.box.calls[self._mark :]

    def reached(self, actor: Chat) -> str:
        """All that reached the actor's chat since the last act, files and notices included."""
        told = []
        for call in self.calls():
            place = str(call.params.get("chat_id", ""))
            if place in ("", str(actor.person.chat.id)):
                told.append(str(call.params))
                if call.method == "sendDocument":
                    sent = self.app.box.files.find(call.result["document"]["file_id"]).upload
                    told.append(f"[{sent.name}] {sent.content.decode('utf-8', 'ignore')}")
        return "\n".join(told)

    def files(self, actor: Chat) -> list[str]:
        return [
            call.result["document"]["file_name"]
            for call in self.calls()
            if call.method == "sendDocument" and call.result["chat"]["id"] == actor.person.chat.id
        ]


def base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    return (base36(number // 36) if number >= 36 else "") + digits[number % 36]


def unit_in_words(unit: str) -> set[str]:
    parts = unit.split("/")
    return {unit, " › ".join(parts), ", ".join(reversed(parts))}


def others(key: str) -> set[str]:
    """What somebody must not be told unasked: names, numbers, telephones and units but his own."""
    found: set[str] = set()
    for other, card in STAFF.items():
        if other != key:
            found |= {card.name, card.number, card.phone, card.phone.removeprefix("+62")}
            found |= unit_in_words(card.unit)
    own = STAFF[key].unit if key in STAFF else ""
    return {secret for secret in found if not any(secret in seen for seen in unit_in_words(own))}


def assert_no_others(office: Open, key: str, actor: Chat) -> None:
    told = office.reached(actor)
    assert not [secret for secret in others(key) if secret in told], told


def assert_refused(told: str, allowed: frozenset[str], actor: Chat) -> None:
    """He is told whose business it is, and what to do in order to become one of them."""
    for words in (*BUSINESS[allowed], "minta perannya", str(actor.person.user.id)):
        assert words in told, told


def assert_done(office: Open, actor: Chat, before: Tables, effect: Effect, what: str) -> None:
    """Exactly the effect has come about."""
    assert changed(before, office.tables()) == set(effect.tables), what
    if effect.text:
        told = [seen.text for seen in actor.replies]
        assert any(office.filled(effect.text, actor) in text for text in told), (what, told)
    files = office.files(actor)
    assert len(files) == bool(effect.file), (what, files)
    assert all(name.startswith(effect.file) for name in files), (what, files)


def changed(before: Tables, after: Tables) -> set[str]:
    return {name for name in before if before[name] != after[name]}


def incidents(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "bot.tg.core.failure"]
