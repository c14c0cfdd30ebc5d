"""`check`, and that nothing is answered from a rule base that does not pass it."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import worded
from tests.support.knowledge import branch, overlay, version

KEYS = ["rules", "combinations", "dates", "phrasings", "tests", "errors", "warnings"]
KEYS += ["signed", "unsigned", "stale"]


@pytest.fixture
def unsound(base, folder):
    """A rule whose otherwise-branch permits."""
    base.table("suka")[1]["hasil"] = "boleh"
    return worded(base, folder)


@pytest.fixture
def loosened(folder, monkeypatch):
    """An office that permits what the base prohibits."""
    from tests.support.knowledge import liking

    local = liking()
    local["versi"] = [version(branch("boleh", {"objek": ["calon"]}), branch("tergantung"))]
    monkeypatch.setenv("NETRAL_KNOWLEDGE_EXTRA", str(overlay(folder, local)))


def test_a_sound_base_passes(netral):
    result = netral("check")
    assert (result.code, result.err) == (0, "")
    assert "3 aturan" in result.out
    assert "0 kesalahan" in result.out


def test_the_last_line_says_how_many_rules_are_signed(netral, base, folder):
    base.release["disahkan"] = None
    worded(base, folder)
    assert "0 aturan disahkan, 3 belum, 0 berubah sesudah disahkan." in netral("check").out
    signer = ("--oleh", "Rahma", "--jabatan", "Kabag Hukum", "--surat", "1")
    netral("rulebook", "sign", "suka", "hadir", *signer)
    assert "2 aturan disahkan, 1 belum, 0 berubah sesudah disahkan." in netral("check").out


def test_json_has_exactly_the_promised_keys(netral):
    result = netral("check", "--json")
    assert (list(json.loads(result.out)), result.code, result.err) == (KEYS, 0, "")


@pytest.mark.usefixtures("unsound")
def test_an_error_names_file_and_line_and_ends_with_1(netral):
    result = netral("check")
    assert result.code == 1
    assert result.out.startswith("pengetahuan/aturan/umum/suka.yaml:")


@pytest.mark.usefixtures("unsound")
def test_errors_stand_in_the_json_too(netral):
    result = netral("check", "--json")
    assert (result.code, bool(json.loads(result.out)["errors"]), result.err) == (1, True, "")


@pytest.mark.parametrize(
    ("spoilt", "complaint"),
    [("id: suka\n  judul: [", ":"), ("warna: biru\n", "warna"), ("", ":1:")],
)
def test_a_file_that_cannot_be_read_is_found_wrong(netral, folder, spoilt, complaint):
    (folder / "pengetahuan" / "aturan" / "umum" / "suka.yaml").write_text(spoilt)
    told = json.loads((result := netral("check", "--json")).out)
    assert (result.code, list(told), told["rules"]) == (1, KEYS, 0)
    assert all(line.startswith("pengetahuan/aturan/umum/suka.yaml:") for line in told["errors"])
    assert any(complaint in line for line in told["errors"])


@pytest.mark.usefixtures("loosened")
def test_an_overlay_that_loosens_is_found_wrong(netral):
    result = netral("check")
    assert (result.code, "melonggarkan" in result.out) == (1, True)


@pytest.mark.parametrize("command", [["ask", "suka calon"], ["chat"], ["run"]])
@pytest.mark.parametrize("fault", ["unsound", "loosened", "unreadable"])
def test_nothing_is_answered_from_a_failing_base(netral, request, folder, command, fault):
    if fault == "unreadable":
        (folder / "pengetahuan" / "kosakata.yaml").write_text("perbuatan: [")
    else:
        request.getfixturevalue(fault)
    result = netral(*command)
    assert (result.code, result.out) == (2, "")
    assert "Basis aturan bermasalah" in result.err


def test_a_long_list_of_errors_is_cut_for_those_who_only_ask(netral, base, folder):
    for n in range(20):
        base.rules.append({**base.rule("lapor"), "id": f"lapor-{n}", "judul": "x" * 99})
    worded(base, folder)
    assert len(netral("ask", "suka calon").err.splitlines()) == 12


def test_what_was_examined_is_not_examined_again(netral, monkeypatch):
    netral("ask", "suka calon")
    monkeypatch.setattr("bot.check.check", lambda *_: pytest.fail("examined twice"))
    assert netral("ask", "suka calon").code == 0


def test_a_change_is_examined_again(netral, base, folder):
    netral("ask", "suka calon")
    base.table("suka")[1]["hasil"] = "boleh"
    worded(base, folder)
    assert netral("ask", "suka calon").code == 2


def test_a_verdict_that_was_damaged_is_made_again(netral, folder):
    netral("ask", "suka calon")
    (verdict,) = (folder / "cache" / "netral").glob("*.json")
    verdict.write_text('{"err')
    assert netral("ask", "suka calon").code == 0
    assert json.loads(verdict.read_text())["errors"] == []


@pytest.mark.parametrize("command", [("ask", "boleh suka?"), ("check",), ("check", "--proof"), ("doctor",)])
def test_a_damaged_learned_reader_is_told_in_one_sentence(netral, folder, command):
    (folder / "pengetahuan" / "pembaca" / "heads.npz").write_bytes(b"")
    result = netral(*command)
    assert result.code in {1, 2}
    assert "heads.npz: berkas pembaca rusak" in result.out + result.err


def test_the_proof_prints_the_promised_keys(netral):
    result = netral("check", "--proof", "--sentences", "100", "--json")
    told = json.loads(result.out)
    assert list(told) == ["composed", "looser", "asked", "strict", "plain", "kept"]
    assert (result.code, told["looser"]) == (0, 0)
