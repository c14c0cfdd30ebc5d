"""What the terminal shows of a chat, and which number means which button."""

import io
from typing import Any

import pytest

from bot.simulator.terminal.bubble import bubble
from bot.simulator.terminal.screen import Screen, formatted
from tests.simulator.conftest import Api


def inline(*labels: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label}] for label in labels]}


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def screen(api: Api, out: io.StringIO) -> Screen:
    return Screen(api.siti, "Netral", out, interactive=False)


async def test_formatting_covers_the_right_letters_after_an_emoji(api: Api) -> None:
    message = await api("sendMessage", text="🙂 <b>dua</b> <i>tiga</i>", parse_mode="HTML")
    text = formatted(bubble(message))
    assert [(text.plain[span.start : span.end], span.style) for span in text.spans] == [
        ("dua", "bold"),
        ("tiga", "italic"),
    ]


async def test_a_link_shows_where_it_leads(api: Api) -> None:
    html = 'lihat <a href="https://kpu.go.id">situs KPU</a> dan <a href="https://x.id">https://x.id</a> ya'
    message = await api("sendMessage", text=html, parse_mode="HTML")
    assert formatted(bubble(message)).plain == "lihat situs KPU (https://kpu.go.id) dan https://x.id ya"


async def test_a_link_that_can_be_clicked_shows_its_site_only(api: Api) -> None:
    html = '<a href="https://kpu.go.id/panjang/sekali">sumber</a>'
    text = formatted(bubble(await api("sendMessage", text=html, parse_mode="HTML")), clickable=True)
    assert text.plain == "sumber (kpu.go.id)"
    assert "link https://kpu.go.id/panjang/sekali" in [span.style for span in text.spans]


async def test_the_buttons_of_several_messages_are_numbered_on(
    api: Api, screen: Screen, out: io.StringIO
) -> None:
    await api("sendMessage", text="satu", reply_markup=inline("A", "B"))
    await api("sendMessage", text="dua", reply_markup=inline("C"))
    screen.show_news()
    assert out.getvalue() == "\nsatu\n[1] A\n[2] B\n\ndua\n[3] C\n"


async def test_a_button_keeps_its_number_when_another_message_loses_its_own(api: Api, screen: Screen) -> None:
    first = await api("sendMessage", text="satu", reply_markup=inline("A"))
    await api("sendMessage", text="dua", reply_markup=inline("B"))
    screen.show_news()
    await api("editMessageText", message_id=first["message_id"], text="selesai")
    screen.show_news()
    assert screen.button(1) is None
    assert screen.button(2) in api.siti.buttons


async def test_a_message_edited_twice_is_shown_once_as_it_is_now(
    api: Api, screen: Screen, out: io.StringIO
) -> None:
    sent = await api("sendMessage", text="10 %")
    for text in ("50 %", "100 %"):
        await api("editMessageText", message_id=sent["message_id"], text=text)
    screen.show_news()
    assert out.getvalue() == "(pesan diubah)\n100 %\n"


async def test_a_message_deleted_at_once_is_not_shown(api: Api, screen: Screen, out: io.StringIO) -> None:
    sent = await api("sendMessage", text="sebentar")
    await api("deleteMessage", message_id=sent["message_id"])
    screen.show_news()
    assert out.getvalue() == ""


async def test_square_brackets_in_a_text_are_text(api: Api, screen: Screen, out: io.StringIO) -> None:
    await api("sendMessage", text="[red]bukan warna[/red]")
    screen.show_news()
    assert out.getvalue() == "\n[red]bukan warna[/red]\n"


async def test_an_alert_stands_out_from_a_notice(api: Api, screen: Screen, out: io.StringIO) -> None:
    for alert in (False, True):
        query = api.box.ask(api.siti.user, api.siti.chat)
        await api("answerCallbackQuery", callback_query_id=query.id, text="Tercatat", show_alert=alert)
    screen.show_news()
    assert out.getvalue() == "· Tercatat\n‼ Tercatat\n"
