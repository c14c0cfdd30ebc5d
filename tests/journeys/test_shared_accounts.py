"""Anonymous admins and channels are nobody: told how to be answered, or left alone."""

from __future__ import annotations

import sqlite3

import pytest

from bot.people.shared_accounts import ANONYMOUS_ADMIN, CHANNEL, TELEGRAM

QUESTION = "/tanya suami saya caleg, bolehkah saya mendampingi?"
COMMAND = [{"type": "bot_command", "offset": 0, "length": 6}]


def writes(app, chat, account: int, text: str, entities: list) -> None:
    sender = {"id": account, "is_bot": True, "first_name": "Group"}
    app.box.updates.push("message", app.box.post(chat, sender, {"text": text, "entities": entities}))


@pytest.mark.parametrize("account", [ANONYMOUS_ADMIN, CHANNEL])
async def test_who_hides_behind_a_shared_account_is_told_to_write_as_himself_and_leaves_nothing(
    app, chat, tmp_path, account
):
    one, other = app.group("Dinas", chat)[0], app.group("Badan", chat)[0]
    await app.settle()
    writes(app, one.person.chat, account, QUESTION, COMMAND)
    await one.settles()
    assert "Kirim sebagai diri sendiri" in one.last.text
    mention = [{"type": "mention", "offset": 0, "length": 11}]
    writes(app, other.person.chat, account, "@netral_bot tidak", mention)
    await other.settles()
    assert "Kirim sebagai diri sendiri" in other.last.text
    with sqlite3.connect(tmp_path / "netral.db") as connection:
        for table in ("dialogue", "draft", "preference"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


async def test_what_telegram_copies_from_a_channel_is_left_alone(app, chat):
    (group,) = app.group("Dinas", chat)
    await group.settles()
    writes(app, group.person.chat, TELEGRAM, QUESTION, COMMAND)
    await group.settles()
    group.is_silent()
