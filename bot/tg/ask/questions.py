"""Questions typed freely or after /tanya, and the taps that carry on from there."""

from __future__ import annotations

from telegram import Message

from bot.ask.basis import full_basis
from bot.ask.clerk import Reply
from bot.tg.ask.answers import answered, say_reply, show_reply
from bot.tg.ask.buttons import BASIS, CANDIDATE, NEITHER, OPTION, RATE, UNKNOWN
from bot.tg.core.context import Context


async def on_text(context: Context) -> None:
    """Answers a message; in a group only one that is addressed to the bot."""
    if context.message is None:
        return
    text = addressed(context.message, context.bot.id, context.bot.username)
    if text is not None:
        await say_reply(context, await context.services.ask.text(context.conversation, text))


async def on_tanya(context: Context) -> None:
    """Answers what follows the command, or the message that the command replies to."""
    text = " ".join(context.args) or _quoted(context.message)
    if text:
        await say_reply(context, await context.services.ask.text(context.conversation, text))
    else:
        await context.tell(context.words("ask.usage"))


async def on_option(context: Context, turn: str, value: str) -> None:
    """An option of the open question."""
    await _go_on(context, turn, value)


async def on_unknown(context: Context, turn: str) -> None:
    """ "Tidak tahu"."""
    await _go_on(context, turn, None)


async def on_candidate(context: Context, turn: str, rule: str) -> None:
    """One of the candidates offered."""
    await _pick(context, turn, rule)


async def on_neither(context: Context, turn: str) -> None:
    """None of the candidates."""
    await _pick(context, turn, None)


async def on_basis(context: Context, number: str) -> None:
    """The full basis of an answer, below it."""
    answer = await context.services.earlier.answer(number)
    if answer is None:
        await context.acknowledge(context.words("ask.gone"), alert=True)
        return
    await context.say(full_basis(answer, context.words))


async def on_rate(context: Context, number: str, helpful: bool) -> None:
    """Whether the answer helped: counted once, then the buttons for it go."""
    answer = await context.services.earlier.answer(number)
    if answer is None:
        await context.acknowledge(context.words("ask.gone"), alert=True)
        return
    if await context.services.earlier.rate(number, helpful):
        await context.acknowledge(context.words("ask.thanks" if helpful else "ask.thanks_anyway"))
    else:
        await context.acknowledge(context.words("ask.rated"))
    await context.change_buttons(answered(context, answer, number, rated=True))


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


async def _go_on(context: Context, turn: str, value: str | None) -> None:
    await _turned(context, turn, await context.services.ask.option(context.conversation, turn, value))


async def _pick(context: Context, turn: str, rule: str | None) -> None:
    await _turned(context, turn, await context.services.ask.candidate(context.conversation, turn, rule))


async def _turned(context: Context, turn: str, reply: Reply | None) -> None:
    if reply is not None:
        await show_reply(context, reply)
    elif not await context.services.ask.is_done(context.conversation, turn):
        await context.acknowledge(context.words("ask.stale"), alert=True)


ROUTES = (
    OPTION.handled_by(on_option),
    UNKNOWN.handled_by(on_unknown),
    CANDIDATE.handled_by(on_candidate),
    NEITHER.handled_by(on_neither),
    BASIS.handled_by(on_basis),
    RATE.handled_by(on_rate),
)
