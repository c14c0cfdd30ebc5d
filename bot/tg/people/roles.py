"""/peran, /beri_peran, /cabut_peran: who may do what, with a second person's word where that is wanted."""

from __future__ import annotations

from bot.ask.sections import Section
from bot.people.audience import AudienceError
from bot.people.authority import Role
from bot.people.member import Member
from bot.people.staff import Change, Done, Result
from bot.text.markup import Span, literal
from bot.tg.core.callbacks import ANYBODY, Kind, Press
from bot.tg.core.context import Visit
from bot.tg.core.keyboard import button, keyboard
from bot.tg.core.menu import publish_to
from bot.tg.core.notifications import tell_account, tell_hr
from bot.tg.core.phrase import line, paragraph
from bot.wording import Wording

_GIVEN = tuple(role for role in Role if role is not Role.OWNER)


async def on_roles(visit: Visit) -> None:
    """Everybody who holds a role, by role."""
    words = visit.words
    grants = await visit.kit.staff.in_force()
    shown = [line(words, "role.head" if grants else "role.none")]
    for role in _GIVEN:
        holders = [one for one in grants if one.role is role]
        if holders:
            shown.append(Section("role", (Span(words(f"guard.role.{role.value}"), "bold"),), gap=True))
        for one in holders:
            unit = f" · {one.unit}" if one.unit else ""
            shown.append(Section("holder", literal(f"• {_called(one.telegram_id, one.member)}{unit}")))
    shown.append(paragraph(words, "role.usage"))
    await visit.say(shown)


async def on_grant(visit: Visit) -> None:
    """/beri_peran ROLE WHO [UNIT]."""
    await _change(visit, gives=True)


async def on_revoke(visit: Visit) -> None:
    """/cabut_peran ROLE WHO [UNIT]."""
    await _change(visit, gives=False)


async def on_agree(visit: Visit) -> None:
    """A second person's word on a proposal."""
    proposal, approve = visit.number(), visit.decision()
    if proposal is None or approve is None:
        await visit.is_stale()
        return
    result = await visit.kit.staff.decide(visit.user.id, proposal, approve=approve)
    if result.done is not Done.DONE or result.change is None:
        await visit.acknowledge(visit.words(f"role.{result.done.value}"), alert=True)
        return
    told = _words_of(visit.words, result.change)
    await visit.show((line(visit.words, "role.approved" if approve else "role.declined", **told),))
    if result.asked_by.startswith("tg:"):
        key = "role.approved" if approve else "role.declined"
        await tell_account(visit, int(result.asked_by.removeprefix("tg:")), key, **told)
    if approve:
        await _arrived(visit, result.change)


async def _change(visit: Visit, *, gives: bool) -> None:
    words = visit.words
    role = next((role for role in _GIVEN if visit.args and role.value == visit.args[0].casefold()), None)
    if role is None or len(visit.args) < 2:
        await visit.tell(words("role.usage"))
        return
    found = await visit.kit.staff.account_of(visit.args[1])
    if found is None:
        await visit.tell(words("role.unknown"))
        return
    account, member = found
    unit = " ".join(visit.args[2:]).strip(' "“”')
    if role is not Role.HEAD and unit:
        await visit.tell(words("role.no_unit"))
        return
    if role is Role.HEAD and (unit or gives):
        if not unit:
            await visit.tell(words("role.unit_missing"))
            return
        try:
            unit = await visit.kit.staff.unit(unit)
        except AudienceError as error:
            await visit.say((Section("note", literal(str(error))),))
            return
    result = await visit.kit.staff.change(visit.user.id, Change(gives, role, account, unit, member))
    await _tell(visit, result)


async def _tell(visit: Visit, result: Result) -> None:
    change = result.change
    if change is None:
        return
    told = _words_of(visit.words, change)
    if result.done is Done.DONE:
        await visit.say((line(visit.words, "role.granted" if change.gives else "role.revoked", **told),))
        await _arrived(visit, change)
    elif result.done is Done.PROPOSED:
        key = "role.asks_to_grant" if change.gives else "role.asks_to_revoke"
        hr = visit.kit.words[visit.kit.language]
        choices = keyboard(
            [
                button(hr("role.agree"), Press(Kind.AGREE, ANYBODY, (str(result.proposal), "1"))),
                button(hr("role.disagree"), Press(Kind.AGREE, ANYBODY, (str(result.proposal), "0"))),
            ]
        )
        by = _called(visit.user.id, visit.visitor.member)
        asked = line(hr, key, by=by, **_words_of(hr, change))
        reached = await tell_hr(visit, (asked,), choices, but=visit.user.id)
        await visit.tell(visit.words("role.proposed" if reached else "role.nobody"))
    else:
        await visit.tell(visit.words(f"role.{result.done.value}"))


async def _arrived(visit: Visit, change: Change) -> None:
    """Tells the person concerned, and gives him the menu that he has from now on."""
    role = visit.kit.words[visit.kit.language](f"guard.role.{change.role.value}")
    key = "role.granted_you" if change.gives else "role.revoked_you"
    if await tell_account(visit, change.account, key, role=role):
        await publish_to(visit.kit, visit.bot, change.account)
    else:
        await visit.tell(visit.words("role.untold"))


def _words_of(words: Wording, change: Change) -> dict[str, str]:
    role = words(f"guard.role.{change.role.value}")
    unit = f" ({change.unit})" if change.unit else ""
    return {"role": f"{role}{unit}", "who": _called(change.account, change.member)}


def _called(account: int, member: Member | None) -> str:
    return f"{member.name}, {member.place}" if member else f"ID {account}"
