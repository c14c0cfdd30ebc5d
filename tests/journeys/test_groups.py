"""In a group the bot speaks when spoken to, and a button belongs to the one who asked."""


def overhears(view, text: str, mention: str | None = None) -> None:
    """A group message as a bot without privacy mode is shown it."""
    entities = []
    if mention:
        entities = [{"type": "mention", "offset": text.index(mention), "length": len(mention)}]
    box = view._app.box
    message = box.post(view.person.chat, view.person.user.described(), {"text": text, "entities": entities})
    box.updates.push("message", message)


async def test_it_greets_once_when_added_and_says_how_to_address_it(app, chat):
    (group,) = app.group("Dinas", chat)
    await group.settles()
    assert "@netral_bot" in group.last.text


async def test_talk_among_people_is_none_of_its_business(app, chat):
    (group,) = app.group("Dinas", chat)
    await group.settles()
    overhears(group, "boleh like postingan caleg?")
    await group.settles()
    group.is_silent()


async def test_a_command_is_answered_as_a_reply(app, chat):
    (group,) = app.group("Dinas", chat)
    await group.sends("/tanya boleh like postingan caleg?")
    group.shows("⛔ Tidak boleh.")
    assert app.box.calls[-1].params["reply_parameters"]


async def test_a_mention_is_answered(app, chat):
    (group,) = app.group("Dinas", chat)
    overhears(group, "@netral_bot boleh like postingan caleg?", "@netral_bot")
    await group.settles()
    group.shows("⛔ Tidak boleh.")


async def test_a_mention_of_another_bot_is_not(app, chat):
    (group,) = app.group("Dinas", chat)
    await group.settles()
    overhears(group, "@lain_bot boleh like postingan caleg?", "@lain_bot")
    await group.settles()
    group.is_silent()


async def test_a_reply_to_the_bot_is_answered(app, chat):
    (group,) = app.group("Dinas", chat)
    await group.sends("/tanya boleh like postingan caleg?")
    group.person.says("kalau dampingi suami kampanye boleh?", reply_to=group.last)
    await group.settles()
    group.shows("Satu hal menentukan")


async def test_a_command_for_another_bot_is_left_alone(app, chat):
    (group,) = app.group("Dinas", chat)
    await group.settles()
    for command in ("/sulap", "/tanya@lain_bot boleh like postingan caleg?"):
        await group.sends(command)
        group.is_silent()


async def test_somebody_elses_button_is_refused_and_changes_nothing(app, chat):
    mine, others = app.group("Dinas", chat, app.person("Budi"))
    await mine.sends("/tanya saya boleh dampingi suami kampanye?")
    await others.taps("Ya, CLTN")
    assert others.notices == ["Tombol ini milik orang lain. Silakan ajukan pertanyaan Anda sendiri."]
    await mine.taps("Ya, CLTN")
    mine.shows("Nomor jawaban")


async def test_it_answers_nobody_when_it_is_thrown_out(app, chat):
    (group,) = app.group("Dinas", chat)
    await group.settles()
    group.person.blocks_bot()
    await group.settles()
    group.is_silent()


# What is asked back belongs to one person in one chat.


async def says(view, text: str) -> None:
    """Somebody speaks to the bot in a group."""
    overhears(view, f"@netral_bot {text}", "@netral_bot")
    await view.settles()


async def test_what_is_asked_back_in_one_group_takes_no_words_in_another(app, chat):
    (first,), (second,) = app.group("Dinas", chat), app.group("Badan", chat)
    await first.sends("/tanya saya boleh dampingi suami kampanye?")
    first.shows("Satu hal menentukan")
    await says(second, "tidak tahu")
    assert "⚖️" not in second.last.text
    await says(first, "tidak tahu")
    first.shows("⚖️ Tergantung")


async def test_two_questions_in_two_groups_are_both_still_open(app, chat):
    (first,), (second,) = app.group("Dinas", chat), app.group("Badan", chat)
    await first.sends("/tanya saya boleh dampingi suami kampanye?")
    await second.sends("/tanya saya boleh dampingi suami kampanye?")
    for group in (first, second):
        await group.taps("Ya, CLTN")
        group.shows("Nomor jawaban")


async def test_what_was_said_in_private_is_not_gone_on_with_in_a_group(app, chat):
    (group,) = app.group("Dinas", chat)
    await chat.sends("saya boleh dampingi suami kampanye?")
    chat.shows("Satu hal menentukan")
    await says(group, "tidak tahu")
    assert "⚖️" not in group.last.text
    await chat.sends("tidak tahu")
    chat.shows("⚖️ Tergantung")


async def test_batal_in_a_group_ends_what_was_asked_back_there_alone(app, chat):
    (group,) = app.group("Dinas", chat)
    await chat.sends("saya boleh dampingi suami kampanye?")
    await group.sends("/tanya saya boleh dampingi suami kampanye?")
    await group.sends("/batal")
    group.shows("Baik, dibatalkan.")
    await says(group, "tidak tahu")
    assert "⚖️" not in group.last.text
    await chat.sends("tidak tahu")
    chat.shows("⚖️ Tergantung")
