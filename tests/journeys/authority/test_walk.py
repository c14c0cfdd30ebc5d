"""Every command and every button, tried by everybody, measured by what comes of it."""

from collections import Counter
from typing import Any

import pytest

from bot.tg.broadcast import buttons as broadcast
from bot.tg.core.buttons import Button
from bot.tg.core.commands import COMMANDS
from bot.tg.people import buttons as people
from bot.tg.pledge import buttons as pledge
from bot.tg.routes import ROUTER
from tests.journeys.authority.opened import (
    Open,
    assert_done,
    assert_no_others,
    assert_refused,
    changed,
    incidents,
)
from tests.journeys.authority.specification import (
    ACTS_OF_HR,
    EVERYBODY,
    MAY_PRESS,
    MAY_TYPE,
    PERSONNEL,
    PRESSED,
    ROLES,
    ROUNDS,
    TYPED,
    Effect,
)
from tests.support.office import STAFF, roster

# Decided by whoever comes first: their buttons are nobody's own.
ANYBODYS = {people.MOVE, people.APPLY, people.DROP, people.AGREE, broadcast.ORDER_AGREE}


def effect_of(what: str | Button[Any], key: str) -> Effect:
    effects = (PRESSED[what] if isinstance(what, Button) else TYPED[what])[1]
    return effects.get(key) or effects[""]


def duties(key: str) -> list[str | Button[Any]]:
    """What needs a role and is this one's business."""
    placed = (*MAY_PRESS.items(), *MAY_TYPE.items())
    return [what for what, allowed in placed if key in allowed and allowed != EVERYBODY]


async def does(office: Open, key: str, what: str | Button[Any], *, anybodys: bool = False) -> None:
    """Types or presses it, and sees exactly its effect; the button is `anybodys`, or the actor's own."""
    actor, before = office.people[key], office.tables()
    if isinstance(what, Button):
        await office.presses(actor, what, 0 if anybodys else actor.person.user.id)
    else:
        await office.types(actor, what)
    assert_done(office, actor, before, effect_of(what, key), f"{key}: {what!r}")


def test_every_command_and_every_button_is_placed():
    assert set(MAY_TYPE) == set(TYPED) == {command.name for command in COMMANDS}
    assert set(MAY_PRESS) == set(PRESSED) == set(ROUTER.declared.values())


def test_everything_that_writes_is_in_one_round():
    writing = [what for what in duties("owner") if effect_of(what, "owner").tables]
    assert Counter(what for one in ROUNDS for what in one) == Counter(writing)


async def test_what_is_not_his_business_changes_nothing_and_is_refused_with_advice(office, caplog):
    before = office.tables()
    for key in ROLES:
        actor = office.people[key]
        for name, allowed in MAY_TYPE.items():
            if key not in allowed:
                await office.types(actor, name)
                assert changed(before, office.tables()) == set(), (key, name)
                assert office.files(actor) == [], (key, name)
                assert_refused(actor.last.text, allowed, actor)
                assert_no_others(office, key, actor)
        for button, allowed in MAY_PRESS.items():
            for owner in (actor.person.user.id, 0):
                if key not in allowed:
                    await office.presses(actor, button, owner)
                    assert changed(before, office.tables()) == set(), (key, button)
                    actor.is_silent()
                    (notice,) = actor.notices
                    assert_refused(notice, allowed, actor)
                    assert_no_others(office, key, actor)
    assert incidents(caplog) == []


@pytest.mark.parametrize("number", range(len(ROUNDS)))
@pytest.mark.parametrize("key", ["owner", "hr", "hukum"])
async def test_what_is_his_business_is_carried_out(office, key, number, caplog):
    for what in ROUNDS[number]:
        if what in duties(key):
            await does(office, key, what)
    assert incidents(caplog) == []


@pytest.mark.parametrize("number", range(len(ROUNDS)))
async def test_what_is_decided_by_whoever_comes_first_works_for_anybody_of_personnel(office, number):
    for what in ROUNDS[number]:
        if what in ANYBODYS:
            await does(office, "hr", what, anybodys=True)


async def test_what_is_his_business_is_shown(office, caplog):
    for key in ("owner", "hr", "kepala", "hukum", "auditor"):
        for what in duties(key):
            if not effect_of(what, key).tables:
                await does(office, key, what)
    assert incidents(caplog) == []


async def test_who_may_only_read_a_recap_does_nothing_of_what_hr_does_with_it(office):
    before, number = office.tables(), office.filled("{campaign}", office.people["hr"])
    for key in ("kepala", "auditor"):
        for act in ACTS_OF_HR:
            await office.forges(office.people[key], f"1:{pledge.RECAP_ACT.letter}:0:{number}:{act}")
            office.people[key].is_silent()
            assert office.people[key].notices, (key, act)
            assert changed(before, office.tables()) == set(), (key, act)


@pytest.mark.parametrize("key", ROLES)
async def test_what_is_everybodys_business_works_and_tells_nothing_about_others(office, key, caplog):
    names = [name for name, allowed in MAY_TYPE.items() if allowed == EVERYBODY]
    buttons = [button for button, allowed in MAY_PRESS.items() if allowed == EVERYBODY]
    # Last the language, then what forgets everything, the language included.
    buttons.sort(key=lambda button: (button is people.FORGET, button is people.LANGUAGE))
    for what in (*names, *buttons):
        await does(office, key, what)
        assert_no_others(office, key, office.people[key])
    assert incidents(caplog) == []


async def test_a_button_made_for_somebody_else_does_nothing(office):
    before, somebody = office.tables(), STAFF["second"].account
    for key in ROLES:
        actor = office.people[key]
        for button in PRESSED:
            await office.presses(actor, button, somebody)
            actor.is_silent()
            told = ["Tombol ini milik orang lain. Silakan ajukan pertanyaan Anda sendiri."]
            assert actor.notices == told, (key, button)
    assert changed(before, office.tables()) == set()


async def test_a_list_is_opened_for_personnel_only(office):
    for key in ROLES:
        actor, before = office.people[key], office.tables()
        office.begins()
        await actor.sends_document("pegawai.csv", roster("hr", "second"))
        opened = any(call.method == "getFile" for call in office.calls())
        assert opened == (key in PERSONNEL), key
        assert changed(before, office.tables()) == ({"roster_draft"} if key in PERSONNEL else set()), key
        if key not in PERSONNEL:
            assert_no_others(office, key, actor)


async def test_a_command_that_is_edited_into_a_message_is_not_carried_out(office):
    hr, before = office.people["hr"], office.tables()
    await hr.sends("/peran")
    hr.person.corrects(f"/kode {STAFF['absent'].number}")
    await hr.settles()
    assert changed(before, office.tables()) == set()
