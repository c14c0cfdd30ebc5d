"""Routes messages that are no commands: to the expected step, else to joining, lists or questions."""

from __future__ import annotations

from collections.abc import Mapping

from bot.ask import service as asking
from bot.people.authority import EVERYBODY
from bot.people.dialogue import Expected, ShapeError
from bot.tg import cancel
from bot.tg.ask import not_text
from bot.tg.ask.questions import addressed
from bot.tg.broadcast import compose
from bot.tg.core import dialogue, guard
from bot.tg.core.context import Context
from bot.tg.core.dialogue import Flow
from bot.tg.people import joining as join
from bot.tg.people import roster
from bot.tg.pledge import campaign, pledging
from bot.tg.remind import reminders


async def _asked_back(context: Context, _: Expected) -> None:
    """After a question back, a message may be one of its options, a joining code or another question."""
    await join.on_text(context)


_ASKED_BACK = Flow(
    asking.FLOW, "tanya", frozenset({asking.STEP}), EVERYBODY, takes=_asked_back, in_groups=True
)
FLOWS: Mapping[str, Flow] = {
    flow.name: flow for flow in (_ASKED_BACK, compose.FLOW, reminders.FLOW, campaign.FLOW, pledging.FLOW)
}


async def on_text(context: Context) -> None:
    """Text; in a group only text addressed to the bot."""
    text = addressed(context.message, context.bot.id, context.bot.username) if context.message else None
    if text is None:
        return
    if cancel.is_meant(text):
        await cancel.on_cancel(context)
    elif not await _taken(context):
        await join.on_text(context)


async def on_document(context: Context) -> None:
    """A file."""
    if not await _taken(context, is_file=True):
        await roster.on_document(context)


async def on_other(context: Context) -> None:
    """Pictures and the rest."""
    if not await _taken(context, is_file=True):
        await not_text.on_other(context)


async def on_command(context: Context, name: str) -> None:
    """Ends the expected step before a command; /batal and the flow's own command do that themselves."""
    expected = await context.services.dialogues.expected(context.conversation)
    if expected is None or name == cancel.NAME:
        return
    flow = FLOWS.get(expected.flow)
    if flow is None or flow.command != name:
        await dialogue.end(context, expected.flow)
        if expected.expires_at > context.services.clock.now():
            await dialogue.say_left(context, expected.flow)


async def _taken(context: Context, *, is_file: bool = False) -> bool:
    """Hands the message to the expected step; False if there is none.

    Raises ShapeError for a step that this release does not know.
    """
    if is_file and not context.is_private:
        return False
    expected = await context.services.dialogues.expected(context.conversation)
    if expected is None:
        return False
    if expected.expires_at <= context.services.clock.now():
        await dialogue.end(context, expected.flow)
        await dialogue.say_left(context, expected.flow)
        return False
    flow = FLOWS.get(expected.flow)
    if flow is None or expected.step not in flow.steps:
        raise ShapeError(expected.flow)
    if (is_file and expected.step not in flow.files) or not (context.is_private or flow.in_groups):
        return False
    if not context.authority.has(flow.roles):
        await dialogue.end(context, flow.name)
        await context.tell(guard.refusal(context, flow.roles))
        return True
    await flow.takes(context, expected)
    return True
