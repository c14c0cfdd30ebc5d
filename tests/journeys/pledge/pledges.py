"""What journeys of pledging assert again and again."""

from __future__ import annotations

import re

from bot.tg.pledge.buttons import PLEDGED

NUMBER = re.compile(r"IKR-[0-9A-F]{4}-[0-9]{4}")
BELOW = ["Saya berikrar", "Ada pertanyaan", "Keberatan"]
ON_TIME = "Tercatat 22 November 2026, 10.00 WITA. Nomor bukti IKR-"


async def pledges(chat) -> str:
    """Reads, confirms, and returns the receipt's number."""
    await chat.taps("Baca dan berikrar")
    await chat.taps("Saya berikrar")
    return NUMBER.search(chat.last.text)[0]


async def written(records) -> list:
    return await records.rows("SELECT * FROM ledger WHERE kind = 'pledge' ORDER BY seq")


async def presses(chat, data):
    """Taps a button that is, or might be, below the bot's last message."""
    chat.person.presses(chat.person.chat.messages[chat.last.id], data)
    await chat.settles()


async def confirmation(chat, records, number: int = 1) -> str:
    """The button below the text as this person has it."""
    return PLEDGED.data(chat.person.user.id, number, await text_hash(records, number))


async def text_hash(records, number: int = 1) -> str:
    ((found,),) = await records.rows("SELECT text_hash FROM campaign WHERE id = :id", id=number)
    return found[:8]
