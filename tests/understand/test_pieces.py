"""A message is parted where people join two things, and nowhere else."""

from __future__ import annotations

import pytest

from bot.understand.acts import pieces

JOINING = ("dan", "terus", "sambil", "habis itu")


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("boleh like foto caleg", ("boleh like foto caleg",)),
        ("nonton debat terus komentar dukung", ("nonton debat", "komentar dukung")),
        ("nyoblos pagi, pulangnya ikut kampanye", ("nyoblos pagi", "pulangnya ikut kampanye")),
        ("hadir saja habis itu foto bareng", ("hadir saja", "foto bareng")),
        ("saya hadir. Tidak foto. Aman?", ("saya hadir", "Tidak foto Aman")),
        ("ikut rapat dandan rapi", ("ikut rapat dandan rapi",)),
        ("harga 1.000 atau 2,5 ribu", ("harga 1.000 atau 2,5 ribu",)),
        ("", ("",)),
    ],
)
def test_a_message_is_parted_at_joints(text, parted):
    assert pieces(text, JOINING) == parted


def test_nothing_that_was_said_is_lost():
    text = "like postingan caleg, terus komentar; habis itu share dan ikut grupnya"
    said = " ".join(pieces(text, JOINING)).split()
    assert {"like", "postingan", "caleg", "komentar", "share", "ikut", "grupnya"} <= set(said)


def test_a_piece_too_long_to_be_seen_whole_is_cut():
    assert [len(piece.split()) for piece in pieces("kata " * 100, JOINING)] == [40, 40, 20]


def test_a_question_ends_with_or_without_a_mark_and_its_closing_words_stay_with_it():
    closings = ("boleh ga", "gpp kan")
    assert pieces("like foto boleh ga share juga", JOINING, closings) == ("like foto boleh ga", "share juga")
    assert pieces("like foto, gpp kan", JOINING, closings) == ("like foto gpp kan",)
