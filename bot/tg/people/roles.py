"""/peran, /beri_peran, /cabut_peran: who may do what, with a second person's word where that is wanted."""

from __future__ import annotations

from bot.ask.sections import Section
from bot.people.audience import AudienceError
from bot.people.authority import Role
from bot.people.member import Member
from bot.people.shared_accounts import SharedAccountError
from bot.people.staff import Change, Done, Result
from bot.text.markup import Span, literal
from bot.tg.core.buttons import ANYBODY
from bot.tg.core.context import Context
from bot.tg.core.keyboard import keyboard
from bot.tg.core.menu import publish_to
from bot.tg.core.notifications import tell_account, tell_hr
from bot.tg.core.phrase import line, paragraph
from bot.tg.people.buttons import AGREE
from bot.wording import Wording

_GIVEN = tuple(role for role in Role if role is not Role.OWNER)


async def on_roles(context: Context) -> None:
    """Everybody who holds a role, by role."""
    words = context.words
    grants = await context.services.staff.in_force()
    shown = [line(words, "role.head" if grants else "role.none")]
    for role in _GIVEN:
        holders = [one for one in grants if one.role is role]
        if holders:
            shown.append(Section("role", (Span(words(f"guard.role.{role.value}"), "bold"),), gap=True))
        for one in holders:
            unit = f" · {one.unit}" if one.unit else ""
            shown.append(Section("holder", literal(f"• {_called(one.telegram_id, one.member)}{unit}")))
    shown.append(paragraph(words, "role.usage"))
    await context.say(shown)


async def on_grant(context: Context) -> None:
    """/beri_peran ROLE WHO [UNIT]."""
    await _change(context, gives=True)


async def on_revoke(context: Context) -> None:
    """/cabut_peran ROLE WHO [UNIT]."""
    await _change(context, gives=False)


async def on_agree(context: Context, proposal: int, approve: bool) -> None:
    """A second person's word on a proposal."""
    result = await context.services.staff.decide(context.user.id, proposal, approve=approve)
    if result.done is not Done.DONE or result.change is None:
        await context.acknowledge(context.words(f"role.{result.done.value}"), alert=True)
        return
    told = _words_of(context.words, result.change)
    await context.show((line(context.words, "role.approved" if approve else "role.declined", **told),))
    if result.asked_by.startswith("tg:"):
        key = "role.approved" if approve else "role.declined"
        await tell_account(context, int(result.asked_by.removeprefix("tg:")), key, **told)
    if approve:
        await _arrived(context, result.change)


async def _change(context: Context, *, gives: bool) -> None:
    words = context.words
    role = next((role for role in _GIVEN if context.args and role.value == context.args[0].casefold()), None)
    if role is None or len(context.args) < 2:
        await context.tell(words("role.usage"))
        return
    try:
        found = await context.services.staff.account_of(context.args[1])
    except SharedAccountError as error:
        await context.say((Section("note", literal(str(error))),))
        return
    if found is None:
        await context.tell(words("role.unknown"))
        return
    account, member = found
    unit = " ".join(context.args[2:]).strip(' "“”')
    if role is not Role.HEAD and unit:
        await context.tell(words("role.no_unit"))
        return
    if role is Role.HEAD and (unit or gives):
        if not unit:
            await context.tell(words("role.unit_missing"))
            return
        try:
            unit = await context.services.staff.unit(unit)
        except AudienceError as error:
            await context.say((Section("note", literal(str(error))),))
            return
    result = await context.services.staff.change(context.user.id, Change(gives, role, account, unit, member))
    await _tell(context, result)


async def _tell(context: Context, result: Result) -> None:
    change = result.change
    if change is None:
        return
    told = _words_of(context.words, change)
    if result.done is Done.DONE:
        await context.say((line(context.words, "role.granted" if change.gives else "role.revoked", **told),))
        await _arrived(context, change)
    elif result.done is Done.PROPOSED and result.proposal is not None:
        key = "role.asks_to_grant" if change.gives else "role.asks_to_revoke"
        hr = context.services.words[context.services.language]
        choices = keyboard(
            [
                AGREE.tap(ANYBODY, hr("role.agree"), result.proposal, True),
                AGREE.tap(ANYBODY, hr("role.disagree"), result.proposal, False),
            ]
        )
        by = _called(context.user.id, context.visitor.member)
        asked = line(hr, key, by=by, **_words_of(hr, change))
        reached = await tell_hr(context, (asked,), choices, but=context.user.id)
        await context.tell(context.words("role.proposed" if reached else "role.nobody"))
    else:
        await context.tell(context.words(f"role.{result.done.value}"))


async def _arrived(context: Context, change: Change) -> None:
    """Tells the person concerned, and gives him the menu that he has from now on."""
    role = context.services.words[context.services.language](f"guard.role.{change.role.value}")
    key = "role.granted_you" if change.gives else "role.revoked_you"
    if await tell_account(context, change.account, key, role=role):
        await publish_to(context.services, context.bot, change.account)
    else:
        await context.tell(context.words("role.untold"))


def _words_of(words: Wording, change: Change) -> dict[str, str]:
    role = words(f"guard.role.{change.role.value}")
    unit = f" ({change.unit})" if change.unit else ""
    return {"role": f"{role}{unit}", "who": _called(change.account, change.member)}


def _called(account: int, member: Member | None) -> str:
    return f"{member.name}, {member.place}" if member else f"ID {account}"


ROUTES = (AGREE.handled_by(on_agree),)
