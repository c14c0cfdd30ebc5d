"""`rulebook diff`: two versions by folder or git revision, told to people and to programs."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.cli.conftest import worded
from tests.support.knowledge import Base, branch, rule, version

KEYS = ["looser", "stricter", "basis", "words", "added", "removed"]


@pytest.fixture
def git(folder):
    """Runs git in the working folder, which is a repository."""

    def run(*arguments):
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)

    run("init", "--initial-branch", "utama")
    return run


@pytest.fixture
def commit(git, folder, base):
    """Writes the base as it is now and commits it."""

    def write_and_commit():
        worded(base, folder)
        git(
            "add",
            "pengetahuan/[a-z]*.yaml",
            "pengetahuan/aturan",
            "pengetahuan/sumber",
            "pengetahuan/leksikon",
        )
        git("commit", "--message", "x")

    # Folders without a file are not kept by git.
    for name in ("ikrar", "tahapan"):
        (folder / "pengetahuan" / name / "x.md").write_text("x")
        git("add", f"pengetahuan/{name}")
    return write_and_commit


@pytest.fixture
def looser(folder):
    """A folder in which liking a party's posts became permitted from March 2027."""
    base = Base()
    strict = base.rule("suka")["versi"][0]
    permission = [branch("boleh", {"objek": ["partai"]}), *strict["putusan"]]
    base.rule("suka")["versi"] = [
        strict | {"putusan": permission, "berlaku": {"sejak": "2027-03-01", "sampai": None}},
        strict | {"berlaku": {"sejak": "2022-01-01", "sampai": "2027-02-28"}},
    ]
    base.rule("suka")["pertanyaan"][3] = "suka foto partai"
    return str(worded(base, folder / "baru"))


def test_a_version_does_not_differ_from_itself(netral):
    result = netral("rulebook", "diff", "pengetahuan", "pengetahuan")
    assert (result.code, result.err) == (0, "")
    assert "Tidak ada yang berubah" in result.out


def test_something_looser_ends_with_1_and_is_told_in_indonesian(netral, looser):
    result = netral("rulebook", "diff", "pengetahuan", looser)
    assert (result.code, result.err) == (1, "")
    assert "LEBIH LONGGAR (1)" in result.out
    assert "Bila: objek: partai" in result.out
    assert "Berlaku: sejak 1 Maret 2027" in result.out
    assert "Putusan: dilarang → boleh" in result.out


def test_the_way_back_is_stricter_and_ends_with_0(netral, looser):
    result = netral("rulebook", "diff", looser, "pengetahuan")
    assert (result.code, "LEBIH KETAT (1)" in result.out) == (0, True)


def test_json_has_exactly_the_promised_keys_and_iso_dates(netral, looser):
    result = netral("rulebook", "diff", "pengetahuan", looser, "--json")
    told = json.loads(result.out)
    assert (list(told), result.code, result.err) == (KEYS, 1, "")
    (change,) = told["looser"]
    assert change["rule"] == "suka"
    assert (change["cases"], change["facts"]) == ([{"objek": ["partai"]}], "objek: partai")
    assert (change["since"], change["until"]) == ("2027-03-01", None)
    assert (change["from"]["outcome"], change["to"]["outcome"]) == ("dilarang", "boleh")
    assert change["question"] == "suka foto partai"


def test_the_change_history_gets_one_line_a_rule(netral, looser):
    result = netral("rulebook", "diff", "pengetahuan", looser, "--changelog")
    assert (result.code, result.out.splitlines()) == (
        1,
        [
            "### Aturan",
            "",
            "**Lebih longgar**",
            "",
            "- Judul suka (`suka`): dilarang menjadi boleh, bila objek: partai, sejak 1 Maret 2027.",
        ],
    )


def test_a_revision_is_compared_with_the_folder_as_it_is(netral, commit, base):
    commit()
    base.table("suka")[0]["hasil"] = "tergantung"
    commit()
    assert netral("rulebook", "diff", "HEAD", "pengetahuan").code == 0
    result = netral("rulebook", "diff", "HEAD~1", "pengetahuan")
    assert (result.code, "dilarang → tergantung" in result.out) == (1, True)
    assert netral("rulebook", "diff", "utama", "HEAD~1").code == 0


def test_history_from_before_a_text_had_to_say_when_it_was_read_can_be_compared(netral, commit, base):
    read = [one.pop("dibaca") for one in base.instruments]
    commit()
    for one, written in zip(base.instruments, read, strict=True):
        one["dibaca"] = written
    commit()
    result = netral("rulebook", "diff", "HEAD~1", "HEAD")
    assert (result.code, result.err) == (0, "")
    assert "Tidak ada yang berubah" in result.out


def test_a_new_and_a_retired_rule_are_told_apart_from_changes(netral, folder):
    base = Base()
    base.rules.append(rule("hadir-baru", version(branch("boleh"))))
    base.rules.remove(base.rule("suka"))
    for one in base.rules:
        one["bukan_ini"] = []
    told = json.loads(
        netral("rulebook", "diff", "pengetahuan", str(worded(base, folder / "b")), "--json").out
    )
    assert [(one["rule"], one["outcomes"]) for one in told["added"]] == [("hadir-baru", ["boleh"])]
    assert [one["rule"] for one in told["removed"]] == ["suka"]
    assert told["looser"] == []


@pytest.mark.parametrize("name", ["tidak-ada", "HEAD~99", "-", "HEAD:pengetahuan", ""])
@pytest.mark.usefixtures("commit")
def test_a_name_that_is_neither_is_told_in_one_sentence(netral, name):
    result = netral("rulebook", "diff", "--", name, "pengetahuan")
    assert (result.code, result.out) == (2, "")
    assert f"'{name}' bukan folder dan bukan revisi git" in result.err
    assert len(result.err.splitlines()) == 1


def test_outside_a_repository_two_folders_are_asked_for(netral):
    result = netral("rulebook", "diff", "HEAD", "pengetahuan")
    assert (result.code, "sebutkan dua folder" in result.err) == (2, True)


def test_a_revision_without_the_knowledge_folder_is_told(netral, git, folder):
    git("commit", "--allow-empty", "--message", "kosong")
    result = netral("rulebook", "diff", "HEAD", "pengetahuan")
    assert (result.code, "'HEAD' tidak memuat folder pengetahuan" in result.err) == (2, True)


def test_what_is_wrong_with_each_side_is_told_with_its_name(netral, folder):
    spoilt = Base()
    spoilt.rule("suka")["status"] = "entah"
    old, new = worded(spoilt, folder / "rusak"), folder / "kosong"
    new.mkdir()
    result = netral("rulebook", "diff", str(old), str(new))
    assert (result.code, result.out) == (2, "")
    of_old, of_new = result.err.split(f"Versi baru ({new}) tidak dapat dibaca:\n")
    assert of_old.startswith(f"Versi lama ({old}) tidak dapat dibaca:\npengetahuan/aturan/umum/suka.yaml:")
    assert "kosong/kosakata.yaml:1: belum ada, padahal wajib" in of_new


def test_the_two_forms_for_programs_exclude_each_other(netral):
    result = netral("rulebook", "diff", "pengetahuan", "pengetahuan", "--json", "--changelog")
    assert (result.code, result.out) == (2, "")
    assert "salah satu" in result.err
