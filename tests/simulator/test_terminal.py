"""The chat in a terminal, piped and watched."""

import io
import os
import pty
import re
from typing import Any

from bot.clock import fixed
from bot.simulator.state import Box
from bot.simulator.terminal.chat import chat, user_id
from tests.simulator.echo import echo
from tests.support.app import MORNING


async def transcript(lines: str, **options: Any) -> str:
    box = Box(fixed(MORNING))
    out = io.StringIO()
    stdin = options.pop("stdin", io.StringIO(lines))
    await chat(
        echo(box),
        box,
        name="Siti",
        stdin=stdin,
        stdout=out,
        interactive=options.pop("interactive", False),
    )
    return out.getvalue()


async def test_piped_lines_are_messages_and_answers_are_plain_text() -> None:
    assert await transcript("halo <b>\n") == "> halo <b>\n\nAnda: halo <b>\n"


async def test_a_number_taps_the_button_and_the_edit_is_shown_as_such() -> None:
    assert await transcript("/start\n2\n") == (
        "> /start\n\nSelamat datang\n[1] PNS  [2] PPPK\n> 2\n· Dicatat\n(pesan diubah)\ns:pppk\n"
    )


async def test_a_number_without_buttons_is_a_message() -> None:
    assert "Anda: 7" in await transcript("7\n")


async def test_a_number_without_its_button_is_said_to_have_none() -> None:
    assert "Tidak ada tombol 9." in await transcript("/start\n9\n")


async def test_a_tapped_button_that_is_gone_is_no_button() -> None:
    assert (await transcript("/start\n1\n1\n")).endswith("> 1\n\nAnda: 1\n")


async def test_the_reply_keyboard_is_numbered_too() -> None:
    shown = await transcript("/nomor\n1\n")
    assert "[1] Bagikan nomor" in shown
    assert "sendiri" in shown


async def test_a_file_is_sent_from_this_machine(tmp_path) -> None:
    file = tmp_path / "pegawai.csv"
    file.write_bytes(b"nama")
    assert "balasan.txt" in await transcript(f"/kirim {file}\n")


async def test_a_file_that_is_not_there_is_said_to_be_missing() -> None:
    assert "Berkas tidak-ada.csv tidak dapat dibaca" in await transcript("/kirim tidak-ada.csv\n")


async def test_leaving_ends_the_chat_before_the_rest() -> None:
    assert "sisanya" not in await transcript("/keluar\nsisanya\n")


async def test_a_long_answer_is_shown_whole_and_unbroken_in_a_pipe() -> None:
    assert f"Anda: {'panjang ' * 200}".strip() in await transcript("panjang " * 200 + "\n")


async def test_a_link_is_shown_instead_of_tapped() -> None:
    assert (await transcript("/tautan\n1\n")).endswith("> 1\nTautan: https://kpu.go.id\n")


async def test_the_same_name_is_the_same_person_in_every_chat() -> None:
    assert user_id("Siti") == user_id("siti") != user_id("Budi")


async def test_empty_lines_are_passed_over() -> None:
    assert await transcript("\n  \nhalo\n") == "> halo\n\nAnda: halo\n"


async def test_a_watched_chat_greets_frames_and_says_goodbye() -> None:
    keyboard, terminal = pty.openpty()
    os.write(keyboard, "1\n\x1b[Ahalo 😀\n/keluar\n".encode())
    with os.fdopen(terminal, encoding="utf-8") as stdin:
        shown = await transcript("", stdin=stdin, interactive=True)
    os.close(keyboard)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown)
    assert "Percakapan percobaan sebagai Siti." in plain
    assert "╭─ Netral ─" in plain
    assert "╭─ Netral (diubah) ─" in plain
    assert "│ Anda: halo 😀" in plain
    assert plain.endswith("Sampai jumpa.\n")
