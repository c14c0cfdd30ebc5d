"""In a group: what is nobody else's business is refused there, whoever asks for it."""

from bot.tg.core.buttons import Where
from bot.tg.core.commands import COMMANDS
from bot.tg.routes import ROUTER
from tests.journeys.authority.opened import assert_refused, changed, others
from tests.journeys.authority.specification import (
    EVERYBODY,
    MAY_PRESS,
    MAY_TYPE,
    PERSONAL,
    PERSONAL_BUTTONS,
    PRESSED_IN_GROUPS,
    ROLES,
)

PRIVATE = "hanya di obrolan pribadi"


async def test_personal_commands_are_refused_whoever_types_them(office):
    before = office.tables()
    groups = office.app.group("Kantor", *(office.people[key] for key in ROLES))
    await groups[0].settles()
    for key, group in zip(ROLES, groups, strict=True):
        for name in PERSONAL:
            await office.types(group, name)
            (told,) = group.replies
            if key in MAY_TYPE[name]:
                assert PRIVATE in told.text, (key, name)
            else:
                assert_refused(told.text, MAY_TYPE[name], group)
            for secret in others(""):
                assert secret not in office.reached(group), (key, name)
            assert office.files(group) == [], (key, name)
    assert changed(before, office.tables()) == set()


async def test_personal_buttons_are_refused_whoever_presses_them(office):
    before = office.tables()
    groups = office.app.group("Kantor", *(office.people[key] for key in ROLES))
    await groups[0].settles()
    for key, group in zip(ROLES, groups, strict=True):
        for button in PERSONAL_BUTTONS:
            await office.presses(group, button, 0)
            group.is_silent()
            (notice,) = group.notices
            if key in MAY_PRESS[button]:
                assert PRIVATE in notice, (key, button)
            else:
                assert_refused(notice, MAY_PRESS[button], group)
    assert changed(before, office.tables()) == set()


async def test_what_hrs_own_group_is_told_may_be_decided_there(office):
    (group,) = office.app.group("Kepegawaian", office.people["hr"])
    await group.settles()
    for button in PRESSED_IN_GROUPS:
        await office.presses(group, button, 0)
        assert not any(PRIVATE in notice for notice in group.notices), button


async def test_the_text_of_a_reminder_is_not_typed_in_hrs_group(office):
    (group,) = office.app.group("Kepegawaian", office.people["hr"])
    await group.settles()
    await office.forges(group, office.filled("1:rm:0:{reminder}:edit", group))
    assert "Teksnya diketik di obrolan pribadi" in group.notices[0]
    assert office.asks("SELECT count(*) FROM dialogue WHERE flow = 'pengingat'") == 0


def test_every_command_that_needs_a_role_and_shows_people_is_personal():
    told_in_groups = {name for name, allowed in MAY_TYPE.items() if allowed != EVERYBODY} - PERSONAL
    assert told_in_groups == {"tangguhkan", "cabut_tangguhan"}
    assert {command.name for command in COMMANDS if command.where is Where.PRIVATE} == PERSONAL


def test_which_buttons_work_in_groups_is_as_specified():
    assert {one for one in ROUTER.declared.values() if one.where is Where.PRIVATE} == PERSONAL_BUTTONS
