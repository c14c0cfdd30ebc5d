"""A message is parted where people join two things, and nowhere else."""

from __future__ import annotations

import re

import pytest

from bot.understand.acts import pieces

JOINING = ("dan", "terus", "sambil", "habis itu")


def parted(text, closings=()):
    return tuple(text[start:end] for start, end in pieces(text, JOINING, closings))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("boleh like foto caleg", ("boleh like foto caleg",)),
        ("nonton debat terus komentar dukung", ("nonton debat", "komentar dukung")),
        ("nyoblos pagi, pulangnya ikut kampanye", ("nyoblos pagi", "pulangnya ikut kampanye")),
        ("hadir saja habis itu foto bareng", ("hadir saja", "foto bareng")),
        ("saya hadir. Tidak foto. Aman?", ("saya hadir", "Tidak foto. Aman")),
        ("ikut rapat dandan rapi", ("ikut rapat dandan rapi",)),
        ("harga 1.000 atau 2,5 ribu", ("harga 1.000 atau 2,5 ribu",)),
        ("", ("",)),
    ],
)
def test_a_message_is_parted_at_joints(text, expected):
    assert parted(text) == expected


def test_nothing_that_was_said_is_lost():
    text = "like postingan caleg, terus komentar; habis itu share dan ikut grupnya"
    said = re.findall(r"\w+", " ".join(parted(text)))
    assert {"like", "postingan", "caleg", "komentar", "share", "ikut", "grupnya"} <= set(said)


def test_a_piece_too_long_to_be_seen_whole_is_cut():
    assert [len(piece.split()) for piece in parted("kata " * 100)] == [40, 40, 20]


def test_a_question_ends_with_or_without_a_mark_and_its_closing_words_stay_with_it():
    closings = ("boleh ga", "gpp kan")
    assert parted("like foto boleh ga share juga", closings) == ("like foto boleh ga", "share juga")
    assert parted("like foto, gpp kan", closings) == ("like foto, gpp kan",)
