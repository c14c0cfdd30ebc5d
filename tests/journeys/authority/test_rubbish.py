"""Rubbish on buttons: it raises nothing, decides nothing and changes nothing."""

from collections.abc import Iterator
from typing import Any

from bot.tg.broadcast import buttons as broadcast
from bot.tg.core.buttons import Button
from bot.tg.desk import buttons as desk
from bot.tg.people import buttons as people
from bot.tg.pledge import buttons as pledge
from tests.journeys.authority.opened import Open, changed, incidents
from tests.journeys.authority.specification import EVERYBODY, MAY_PRESS, PRESSED

STAFF_BUTTONS = [button for button, allowed in MAY_PRESS.items() if allowed != EVERYBODY]
RUBBISH = ("-1", "-9223372036854775809", "0", "", "x", "0x1F", "1_0")
HUGE = ("9223372036854775808", "9" * 40)
# The last place of these is a word of yes or no.
DECISIONS = (people.MOVE, people.APPLY, people.AGREE, broadcast.ORDER_AGREE)
# Their first place is a number on record.
NUMBERED = (
    *(people.MOVE, people.CARD, people.CODE, people.RELEASE, people.AGREE, desk.LOG),
    *(broadcast.ORDER_AGREE, broadcast.REPORT_FILE, pledge.RECAP, pledge.RECAP_ACT),
)
STALE = "Tombol ini sudah tidak berlaku"


def real(office: Open, button: Button[Any]) -> list[str]:
    return [office.filled(arg, office.people["owner"]) for arg in PRESSED[button][0]]


def forged(office: Open, button: Button[Any], rubbish: str) -> Iterator[str]:
    """The button's data with rubbish in one place or in all, or in one place too many."""
    args = real(office, button)
    places = range(len(args) - (button in DECISIONS))
    rows = [[rubbish if n == at else arg for n, arg in enumerate(args)] for at in places]
    rows += [[*args, rubbish], *([[rubbish] * len(args)] if args else [])]
    for data in sorted({":".join(("1", button.letter, "0", *row)) for row in rows}):
        if len(data) <= 64:
            yield data


def brimful(office: Open, button: Button[Any]) -> Iterator[str]:
    """The longest number that a button can carry, in each place."""
    args = real(office, button)
    for place in range(len(args) - (button in DECISIONS)):
        before, after = args[:place], args[place + 1 :]
        room = 64 - len(":".join(("1", button.letter, "0", *before, "", *after)))
        yield ":".join(("1", button.letter, "0", *before, "9" * room, *after))


async def test_rubbish_on_a_staff_button_raises_nothing_and_changes_nothing(office, caplog):
    owner, before = office.people["owner"], office.tables()
    for button in STAFF_BUTTONS:
        for one in RUBBISH:
            for data in forged(office, button, one):
                await office.forges(owner, data)
                assert incidents(caplog) == [], data
        assert changed(before, office.tables()) == set(), button


async def test_a_number_of_any_size_on_a_staff_button_is_rubbish_too(office, caplog):
    owner, before = office.people["owner"], office.tables()
    for button in STAFF_BUTTONS:
        for data in (
            *(data for one in HUGE for data in forged(office, button, one)),
            *brimful(office, button),
        ):
            await office.forges(owner, data)
            assert incidents(caplog) == [], data
        assert changed(before, office.tables()) == set(), button


async def test_a_number_that_no_record_can_have_is_told_to_be_of_no_effect(office):
    owner = office.people["owner"]
    for button in NUMBERED:
        for number in ("1234567890", *HUGE):
            data = ":".join(("1", button.letter, "0", number, *real(office, button)[1:]))
            await office.forges(owner, data)
            owner.is_silent()
            (told,) = owner.notices
            assert told.startswith(STALE), data


async def test_rubbish_on_other_buttons_raises_nothing(office, caplog):
    owner = office.people["owner"]
    for button in PRESSED:
        if button not in STAFF_BUTTONS:
            rubbish = (data for one in (*RUBBISH, *HUGE) for data in forged(office, button, one))
            for data in (*rubbish, *brimful(office, button)):
                await office.forges(owner, data)
                assert incidents(caplog) == [], data


async def test_what_is_neither_yes_nor_no_decides_nothing(office):
    before = office.tables()
    for button in DECISIONS:
        number = real(office, button)[0]
        for rubbish in ("x", "2", "-1", "11"):
            await office.forges(office.people["hr"], f"1:{button.letter}:0:{number}:{rubbish}")
            assert changed(before, office.tables()) == set(), (button, rubbish)
