"""Questions typed freely or after /tanya, and the taps that carry on from there."""

from __future__ import annotations

from telegram import Message

from bot.ask.basis import full_basis
from bot.ask.clerk import Reply
from bot.tg.ask.answers import answered, say_reply, show_reply
from bot.tg.core.context import Visit


async def on_text(visit: Visit) -> None:
    """Answers a message; in a group only one that is addressed to the bot."""
    if visit.message is None:
        return
    text = addressed(visit.message, visit.bot.id, visit.bot.username)
    if text is not None:
        await say_reply(visit, await visit.kit.ask.text(visit.conversation, text))


async def on_tanya(visit: Visit) -> None:
    """Answers what follows the command, or the message that the command replies to."""
    text = " ".join(visit.args) or _quoted(visit.message)
    if text:
        await say_reply(visit, await visit.kit.ask.text(visit.conversation, text))
    else:
        await visit.tell(visit.words("ask.usage"))


async def on_option(visit: Visit) -> None:
    """An option of the open question."""
    turn, value = visit.args
    await _go_on(visit, turn, value)


async def on_unknown(visit: Visit) -> None:
    """ "Tidak tahu"."""
    await _go_on(visit, visit.args[0], None)


async def on_candidate(visit: Visit) -> None:
    """One of the candidates offered."""
    turn, rule = visit.args
    await _pick(visit, turn, rule)


async def on_neither(visit: Visit) -> None:
    """None of the candidates."""
    await _pick(visit, visit.args[0], None)


async def on_basis(visit: Visit) -> None:
    """The full basis of an answer, below it."""
    answer = await visit.kit.earlier.answer(visit.args[0])
    if answer is None:
        await visit.acknowledge(visit.words("ask.gone"), alert=True)
        return
    await visit.say(full_basis(answer, visit.words))


async def on_rate(visit: Visit) -> None:
    """Whether the answer helped: counted once, then the buttons for it go."""
    number, helpful = visit.args
    answer = await visit.kit.earlier.answer(number)
    if answer is None:
        await visit.acknowledge(visit.words("ask.gone"), alert=True)
        return
    if await visit.kit.earlier.rate(number, helpful == "1"):
        await visit.acknowledge(visit.words("ask.thanks" if helpful == "1" else "ask.thanks_anyway"))
    else:
        await visit.acknowledge(visit.words("ask.rated"))
    await visit.change_buttons(answered(visit, answer, number, rated=True))


def addressed(message: Message, bot: int, username: str) -> str | None:
    """What is said to the bot, without its name; None when a group message is not for it."""
    text = message.text or message.caption or ""
    if message.chat.type == message.chat.PRIVATE:
        return text
    entities = message.parse_entities(["mention"]) | message.parse_caption_entities(["mention"])
    ours = [name for name in entities.values() if name.casefold() == f"@{username}".casefold()]
    answers_us = message.reply_to_message is not None and (
        message.reply_to_message.from_user is not None and message.reply_to_message.from_user.id == bot
    )
    if not ours and not answers_us:
        return None
    for name in ours:
        text = text.replace(name, " ")
    return text.strip() or _quoted(message) or ""


def _quoted(message: Message | None) -> str:
    """The text of the message that this one replies to."""
    if message is None or message.reply_to_message is None:
        return ""
    return message.reply_to_message.text or message.reply_to_message.caption or ""


async def _go_on(visit: Visit, turn: str, value: str | None) -> None:
    await _turned(visit, turn, await visit.kit.ask.option(visit.conversation, turn, value))


async def _pick(visit: Visit, turn: str, rule: str | None) -> None:
    await _turned(visit, turn, await visit.kit.ask.candidate(visit.conversation, turn, rule))


async def _turned(visit: Visit, turn: str, reply: Reply | None) -> None:
    if reply is not None:
        await show_reply(visit, reply)
    elif not await visit.kit.ask.is_done(visit.conversation, turn):
        await visit.acknowledge(visit.words("ask.stale"), alert=True)
