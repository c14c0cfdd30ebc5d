"""`chat`, and `run` without a token: the real Application, in a pipe."""

from __future__ import annotations

import io

import pytest


@pytest.fixture
def says(monkeypatch):
    """What is typed, a line each."""
    return lambda *lines: monkeypatch.setattr(
        "sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines))
    )


@pytest.mark.parametrize("command", ["chat", "run"])
def test_each_line_is_a_message_and_is_answered(netral, says, command):
    says("suka foto calon")
    result = netral(command)
    assert result.code == 0
    assert "> suka foto calon" in result.out
    assert "⛔ Tidak boleh." in result.out


def test_it_can_be_another_day(netral, says):
    says("suka foto calon")
    assert "15 Okt 2024" in netral("chat", "--tanggal", "2024-10-15").out


def test_somebody_has_no_owners_commands_and_the_owner_has(netral, says):
    says("/tangguhkan suka sedang ditinjau")
    nobody = netral("chat", "--sebagai", "Siti").out
    says("/tangguhkan suka sedang ditinjau")
    assert nobody != netral("chat", "--sebagai", "Pemilik").out


def test_practice_leaves_nothing_behind(netral, says, folder):
    says("suka foto calon")
    netral("chat")
    assert {path.name for path in folder.iterdir()} == {"pengetahuan", "cache"}


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--sebagai", "  "], "Nama pada --sebagai masih kosong"),
        (["--tanggal", "besok"], "Tanggal 'besok' tidak terbaca"),
        (["--tanggal", "1990-01-01"], "Tidak ada aturan yang berlaku"),
    ],
)
def test_bad_input_is_refused(netral, says, arguments, complaint):
    says("suka foto calon")
    result = netral("chat", *arguments)
    assert (result.code, result.out) == (2, "")
    assert complaint in result.err
