"""`doctor`: one finding a line, and 1 when something is wrong."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import worded


def test_a_sound_installation_is_told_so(netral):
    result = netral("doctor", "--json")
    told = json.loads(result.out)
    assert (result.code, result.err, told["ok"]) == (0, "", True)
    assert [one["name"] for one in told["checks"]] == [
        "setelan",
        "token",
        "diska",
        "kunci",
        "buku ikrar",
        "pembaruan",
        "basis aturan",
        "jam",
    ]


def test_each_finding_is_a_line(netral):
    assert all(line.startswith("✓ ") for line in netral("doctor").out.splitlines())


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("NETRAL_TOKEN", "salah", "setelan"),
        ("NETRAL_DATABASE_URL", "sqlite+aiosqlite:///tidak/ada/netral.db", "diska"),
    ],
)
def test_what_is_wrong_is_found(netral, monkeypatch, name, value, wrong):
    monkeypatch.setenv(name, value)
    result = netral("doctor", "--json")
    found = [one["name"] for one in json.loads(result.out)["checks"] if not one["ok"]]
    assert (result.code, found) == (1, [wrong])


@pytest.mark.parametrize(
    ("rules", "told"), [((), "belum disahkan biro hukum"), (("suka",), "1 dari 3 aturan disahkan biro hukum")]
)
def test_it_says_how_much_of_the_rule_base_is_signed(netral, base, folder, rules, told):
    base.release["disahkan"] = None
    worded(base, folder)
    if rules:
        signer = ("--oleh", "Rahma", "--jabatan", "Kabag Hukum", "--surat", "1")
        netral("rulebook", "sign", *rules, *signer)
    assert f"rilis 2026.11, {told}" in netral("doctor").out


def test_a_rule_base_that_fails_is_found(netral, folder):
    (folder / "pengetahuan" / "rilis.yaml").write_text("rilis: [")
    result = netral("doctor")
    assert (result.code, "✗ basis aturan: pengetahuan/rilis.yaml:" in result.out) == (1, True)


def test_a_clock_behind_the_release_is_found(netral, monkeypatch):
    from datetime import UTC, datetime

    from bot import clock

    monkeypatch.delenv("NETRAL_NOW")
    monkeypatch.setattr(clock, "system", lambda: clock.fixed(datetime(2020, 1, 1, tzinfo=UTC)))
    result = netral("doctor")
    assert (result.code, "setel jam server" in result.out) == (1, True)


def test_a_full_disk_is_found(netral, monkeypatch):
    monkeypatch.setattr("bot.cli.doctor.LEAST_FREE", 2**63)
    result = netral("doctor")
    assert (result.code, "Kosongkan ruang" in result.out) == (1, True)
