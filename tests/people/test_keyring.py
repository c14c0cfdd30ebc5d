"""The installation's key: made once, kept from others, and never lost to a race."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from bot.people import keyring
from bot.people.keyring import KeyFileError, Keyring, fresh, open_keyring, with_new_signing

ROOT = Path(__file__).parents[2]
MAKER = """
import sys
from pathlib import Path
from bot.people.keyring import open_keyring
print("ready", flush=True)
sys.stdin.readline()
print(open_keyring(Path(sys.argv[1])).fingerprint, flush=True)
"""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "netral.key"


def mode(file):
    return stat.S_IMODE(file.stat().st_mode)


def test_the_file_that_is_made_can_be_read_by_its_owner_alone(file):
    open_keyring(file)
    assert mode(file) == 0o600


def test_a_generous_umask_does_not_open_the_file_to_others(file):
    before = os.umask(0)
    try:
        open_keyring(file)
    finally:
        os.umask(before)
    assert mode(file) == 0o600


def test_the_second_start_finds_the_same_key(file):
    assert open_keyring(file) == open_keyring(file)


def test_making_a_key_leaves_nothing_else_behind(file):
    open_keyring(file)
    assert list(file.parent.iterdir()) == [file]


def test_two_installations_have_two_keys(tmp_path):
    assert open_keyring(tmp_path / "a").fingerprint != open_keyring(tmp_path / "b").fingerprint


@pytest.mark.parametrize("others", [0o640, 0o604, 0o620, 0o660, 0o777])
def test_a_file_open_to_others_is_refused_with_the_command_that_closes_it(file, others):
    open_keyring(file)
    file.chmod(others)
    with pytest.raises(KeyFileError, match=f"chmod 600 {file}"):
        open_keyring(file)


def test_a_file_that_even_its_owner_may_only_read_will_do(file):
    made = open_keyring(file)
    file.chmod(0o400)
    assert open_keyring(file) == made


ZEROS, ONES = "A" * 43 + "=", "/" * 42 + "8="


def whole():
    return {"versi": 1, "rahasia": ZEROS, "tanda_tangan": [ZEROS, ONES]}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"rahasia"',
        "kunci",
        "\xe9\xe9",
        json.dumps(whole())[:-5],
        json.dumps({"versi": 1}),
        json.dumps(whole() | {"rahasia": None}),
        json.dumps(whole() | {"rahasia": 7}),
        json.dumps(whole() | {"rahasia": "***"}),
        json.dumps(whole() | {"rahasia": "é"}),
        json.dumps(whole() | {"rahasia": "QUJD"}),
        json.dumps(whole() | {"versi": 2}),
        json.dumps(whole() | {"versi": None}),
        json.dumps({"rahasia": ZEROS, "tanda_tangan": [ZEROS]}),
        json.dumps({"versi": 1, "rahasia": ZEROS}),
        json.dumps(whole() | {"tanda_tangan": None}),
        json.dumps(whole() | {"tanda_tangan": ZEROS}),
        json.dumps(whole() | {"tanda_tangan": []}),
        json.dumps(whole() | {"tanda_tangan": [7]}),
        json.dumps(whole() | {"tanda_tangan": [ZEROS, "QUJD"]}),
    ],
)
def test_a_broken_or_foreign_file_is_refused_and_left_as_it_is(file, text):
    file.write_text(text, encoding="latin-1")
    file.chmod(0o600)
    with pytest.raises(KeyFileError, match=r"Berkas kunci .*[Pp]ulihkan"):
        open_keyring(file)
    assert file.read_text(encoding="latin-1") == text


def test_a_whole_file_is_taken(file):
    file.write_text(json.dumps(whole()))
    file.chmod(0o600)
    assert open_keyring(file) == Keyring(bytes(32), (bytes(32), b"\xff" * 32))


def test_a_new_installation_has_one_key_to_sign_with_and_it_is_none_that_it_hashes_with(file):
    made = open_keyring(file)
    assert [len(key) for key in made.signing] == [32]
    assert made.signing[0] != made._secret


def test_another_key_to_sign_with_is_kept_behind_those_before(file):
    first = open_keyring(file)
    second = with_new_signing(with_new_signing(first, file), file)
    assert open_keyring(file) == second
    assert (second.signing[:1], len(set(second.signing))) == (first.signing, 3)
    assert second.fingerprint == first.fingerprint


def test_with_another_key_to_sign_with_the_file_is_still_its_owners_alone_and_the_only_one(file):
    with_new_signing(open_keyring(file), file)
    assert (mode(file), list(file.parent.iterdir())) == (0o600, [file])


def test_where_no_other_key_can_be_written_the_file_stays_as_it_is(file, monkeypatch):
    made = open_keyring(file)

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KeyFileError, match="tidak dapat ditulisi"):
        with_new_signing(made, file)
    assert (open_keyring(file), list(file.parent.iterdir())) == (made, [file])


def test_a_folder_in_its_place_is_refused(file):
    file.mkdir()
    with pytest.raises(KeyFileError, match="tidak terbaca"):
        open_keyring(file)


def test_where_there_is_no_folder_the_setting_is_named(file):
    with pytest.raises(KeyFileError, match="NETRAL_KEY_FILE"):
        open_keyring(file / "netral.key")


def test_what_an_earlier_process_left_half_made_is_no_obstacle(file, monkeypatch):
    named = iter(["00000000", "11111111"])
    monkeypatch.setattr(keyring.secrets, "token_hex", lambda _: next(named))
    file.with_name(f"{file.name}.00000000").write_text("{")
    open_keyring(file)
    assert mode(file) == 0o600


def test_processes_that_start_at_once_share_one_key(file):
    command = [sys.executable, "-c", MAKER, str(file)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    makers = [subprocess.Popen(command, cwd=ROOT, **pipes) for _ in range(4)]
    for maker in makers:
        assert maker.stdout.readline() == "ready\n"
    for maker in makers:
        maker.stdin.write("\n")
        maker.stdin.flush()
    said = {maker.communicate()[0].strip() for maker in makers}
    assert said == {open_keyring(file).fingerprint}


@pytest.mark.parametrize(
    "written", [repr, str, "{}".format, lambda keys: repr([keys]), lambda keys: f"{keys!r}"]
)
def test_writing_a_keyring_out_gives_nothing_away(written):
    secret = b"0123456789abcdef0123456789abcdef"
    assert written(Keyring(secret, (secret,))).strip("[]") == "Keyring(…)"


def test_the_fingerprint_gives_no_part_of_the_key_away():
    secret = bytes(range(32))
    assert Keyring(secret).fingerprint not in secret.hex()


def test_the_fingerprint_stays_the_same_over_releases():
    assert Keyring(bytes(32)).fingerprint == "9b00567fdc59ad58"


def test_hashes_stay_the_same_over_releases():
    expected = "0f12a012107baa51e5704fc225dba1ac4ba4c9bce467a916098ed516a9293489"
    assert Keyring(bytes(32)).hash("phone", value="+62811") == expected


def test_a_value_has_one_hash():
    keys = fresh()
    assert keys.hash("phone", value="+62811") == keys.hash("phone", value="+62811")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("phone", "+62811"), ("code", "+62811")),
        (("phone", "+62811"), ("phone", "+62812")),
        (("phone", "a"), ("phon", "ea")),
        (("phone", ""), ("", "phone")),
    ],
)
def test_another_purpose_or_value_has_another_hash(one, other):
    keys = fresh()
    assert keys.hash(one[0], value=one[1]) != keys.hash(other[0], value=other[1])


def test_another_key_gives_other_hashes():
    assert fresh().hash("phone", value="+62811") != fresh().hash("phone", value="+62811")
