"""What the commands take from the settings, and what they say when those are wrong."""

from __future__ import annotations

import os

import pytest

from bot.cli.core.settings import Ground, ground, of
from bot.config import read_settings


def test_the_defaults_without_the_settings_library_are_those_with_it(monkeypatch):
    for name in [name for name in os.environ if name.startswith("NETRAL_")]:
        monkeypatch.delenv(name)
    assert ground() == Ground() == of(read_settings(None))


def test_an_env_file_is_read(monkeypatch, folder):
    for name in [name for name in os.environ if name.startswith("NETRAL_")]:
        monkeypatch.delenv(name)
    (folder / ".env").write_text("NETRAL_ZONE=Asia/Jayapura\n")
    assert str(ground().zone) == "Asia/Jayapura"


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("NETRAL_KNOWLEDGE", "tidak-ada", "folder 'tidak-ada' tidak ada"),
        ("NETRAL_KNOWLEDGE_EXTRA", "tidak-ada", "folder 'tidak-ada' tidak ada"),
        ("NETRAL_ZONE", "WIB", "zona waktu 'WIB' tidak dikenal"),
        ("NETRAL_ZON", "Asia/Jakarta", "mungkin maksud Anda NETRAL_ZONE"),
    ],
)
def test_a_wrong_setting_is_named(netral, monkeypatch, name, value, complaint):
    monkeypatch.setenv(name, value)
    result = netral("ask", "suka calon")
    assert (result.code, result.out) == (2, "")
    assert complaint in result.err


def test_a_wrong_token_is_named_and_not_shown(netral, monkeypatch):
    monkeypatch.setenv("NETRAL_TOKEN", "rahasia-yang-salah")
    result = netral("run")
    assert (result.code, "NETRAL_TOKEN" in result.err, "rahasia" in result.err) == (2, True, False)


def test_without_a_folder_for_the_database_it_does_not_start(netral, monkeypatch):
    monkeypatch.setenv("NETRAL_TOKEN", "12345:abcdefghijklmnopqrstuvwxyz-ABCDEFGHI")
    monkeypatch.setenv("NETRAL_DATABASE_URL", "sqlite+aiosqlite:///tidak/ada/netral.db")
    result = netral("run")
    assert (result.code, "Folder basis data" in result.err) == (2, True)


def test_a_file_that_is_no_rule_base_is_refused(netral, monkeypatch, folder):
    (folder / "kosong").mkdir()
    monkeypatch.setenv("NETRAL_KNOWLEDGE", "kosong")
    result = netral("ask", "suka calon")
    assert (result.code, "kosong/kosakata.yaml" in result.err) == (2, True)
