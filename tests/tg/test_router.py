"""The router: everything declared has its handler, everything else is refused, and the table is reviewed."""

from pathlib import Path

import pytest

from bot.people.authority import EVERYBODY, HR, Everybody
from bot.tg.core.buttons import Button, DeclarationError, NoArgs, Where
from bot.tg.core.commands import COMMANDS
from bot.tg.core.router import Router, declared
from bot.tg.pledge import buttons as pledge
from bot.tg.routes import ROUTER

REVIEWED = Path(__file__).parents[1] / "data" / "who_may_do_what.txt"


def a_button(letter="zz", args=NoArgs):
    return Button(letter, args, roles=HR, where=Where.PRIVATE)


async def pressed(context):
    """Does nothing."""


async def pressed_with_a_campaign(context, campaign):
    """Does nothing to it."""


def row(letter, name, args, roles, where, menu=""):
    who = "everybody" if isinstance(roles, Everybody) else " ".join(sorted(role.value for role in roles))
    return f"{letter:2}  {name:27} {args:22} {who:18} {where.value} {menu}".rstrip()


def table():
    """Every button and every command, who may use it, and where; an owner may always."""
    buttons = [
        row(one.letter, name, " ".join(one.names) or "-", one.roles, one.where)
        for name, one in ROUTER.declared.items()
    ]
    commands = [
        row("/", one.name, "-", one.roles, one.where, "menu of groups" if one.in_groups else "")
        for one in COMMANDS
    ]
    return "\n".join([*buttons, "", *commands, ""])


def test_who_may_do_what_is_as_reviewed():
    assert table() == REVIEWED.read_text(encoding="utf-8")


def test_two_buttons_do_not_share_a_letter():
    one, other = a_button(), a_button()
    with pytest.raises(DeclarationError, match=r"a\.ONE and a\.OTHER share the letter zz"):
        Router({"a.ONE": one, "a.OTHER": other}, [one.handled_by(pressed), other.handled_by(pressed)])


def test_a_button_without_a_handler_does_not_start():
    with pytest.raises(DeclarationError, match=r"without a handler: a\.ONE"):
        Router({"a.ONE": a_button()}, [])


def test_a_button_has_one_handler():
    one = a_button()
    with pytest.raises(DeclarationError, match=r"a\.ONE has two handlers"):
        Router({"a.ONE": one}, [one.handled_by(pressed), one.handled_by(pressed)])


def test_a_handler_takes_what_its_button_carries():
    one = a_button(args=pledge.CampaignArgs)
    with pytest.raises(DeclarationError, match=r"a\.ONE carries other arguments"):
        Router({"a.ONE": one}, [one.handled_by(pressed)])
    assert Router({"a.ONE": one}, [one.handled_by(pressed_with_a_campaign)]).find("1:zz:0:7")


def test_a_handler_of_a_button_that_nobody_declared_does_not_start():
    with pytest.raises(DeclarationError, match="not declared"):
        Router({}, [a_button().handled_by(pressed)])


def test_what_is_not_declared_is_no_press():
    one = a_button("a")
    router = Router({"a.ONE": one}, [one.handled_by(pressed)])
    assert router.find("1:a:0").button is one
    assert router.find("1:b:0") is None


def test_a_modules_buttons_are_called_after_its_folder():
    assert declared(pledge)["pledge.PLEDGE"] is pledge.PLEDGE


def test_no_command_is_left_without_somebody_who_may():
    assert [one.name for one in COMMANDS if one.roles is not EVERYBODY and not one.roles] == []
