"""What broadcasts usually are: a loop over the chats, with the library's own rate limiter and a checkpoint.

Run as a process of its own, so that it can be killed; told what to do by its arguments.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from telegram import Update
from telegram.ext import AIORateLimiter, ApplicationBuilder, MessageHandler, filters

NAME = "python-telegram-bot, satu per satu, AIORateLimiter"
RESTART = "dari catatan sesudah setiap pesan"


async def broadcast(address: str, rate: float, chats: range, checkpoint: Path) -> None:
    """Sends to every chat from the one in `checkpoint` on; answers whoever asks meanwhile."""
    application = (
        ApplicationBuilder()
        .token("1:netral-bench")
        .base_url(f"{address}/bot")
        .rate_limiter(AIORateLimiter(overall_max_rate=rate, overall_time_period=1))
        .concurrent_updates(True)
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, _answer))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling()
        done = _read(checkpoint)
        for number in range(done, len(chats)):
            await application.bot.send_message(chats[number], "Pengingat netralitas ASN.")
            _write(checkpoint, number + 1)
        await application.updater.stop()
        await application.stop()


def _read(checkpoint: Path) -> int:
    return int(checkpoint.read_text(encoding="utf-8")) if checkpoint.exists() else 0


def _write(checkpoint: Path, done: int) -> None:
    new = checkpoint.with_suffix(".new")
    new.write_text(str(done), encoding="utf-8")
    new.replace(checkpoint)


async def _answer(update: Update, _: object) -> None:
    if update.message is not None:
        await update.message.reply_text("Tidak boleh.")


if __name__ == "__main__":
    asyncio.run(
        broadcast(
            sys.argv[1],
            float(sys.argv[2]),
            range(int(sys.argv[3]), int(sys.argv[4])),
            Path(sys.argv[5]),
        )
    )
