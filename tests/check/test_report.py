"""The report: a sound base passes, everything is counted, and it prints as one JSON object."""

from __future__ import annotations

import json


def test_a_sound_base_has_neither_errors_nor_warnings(examine):
    report = examine()
    assert (report.errors, report.warnings) == ((), ())


def test_what_was_looked_at_is_counted(examine):
    report = examine()
    assert (report.rules, report.phrasings, report.tests) == (3, 39, 9)
    # suka looks at three options of objek, hadir at two times two
    assert report.combinations == 3 + 4
    # each of three rules begins on one day, looked at with the day before and after
    assert report.dates == 9


def test_the_report_is_one_json_object(examine, base):
    base.release["disahkan"] = None
    told = json.loads(examine().json())
    looked_at = ["rules", "combinations", "dates", "phrasings", "tests"]
    assert list(told) == [*looked_at, "errors", "warnings", "signed", "unsigned", "stale"]
    assert (told["signed"], told["unsigned"], told["stale"]) == (0, 3, 0)
    assert told["warnings"] == [
        "pengetahuan/rilis.yaml:1: rilis belum disahkan biro hukum; setiap jawaban menyebutkannya"
    ]


def test_an_error_names_file_and_line(examine, base):
    base.table("suka")[1]["hasil"] = "boleh"
    (error,) = [line for line in examine().errors if "selain_itu" in line]
    file, line, _ = error.split(":", 2)
    assert (file, int(line) > 1) == ("pengetahuan/aturan/umum/suka.yaml", True)


def test_one_thing_wrong_does_not_hide_another(examine, base):
    base.table("suka")[1]["hasil"] = "boleh"
    base.rule("hadir")["judul"] = "Judul yang terlalu panjang untuk dapat dibaca pada sebuah tombol"
    assert {line.split(":")[0][-10:] for line in examine().errors} == {"/suka.yaml", "hadir.yaml"}
