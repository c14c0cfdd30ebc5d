"""Commands run as a person would, in a folder of their own, on a tiny rule base that passes every check."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from tests.support.knowledge import Base, write


@dataclass(frozen=True)
class Result:
    """How a command ended: its exit code and what it printed."""

    code: int
    out: str
    err: str


Netral = Callable[..., Result]


def worded(base: Base, folder: Path) -> Path:
    """Writes the base with the words that its questions are made of."""
    home = base.write(folder)
    words = home / "leksikon"
    write(words / "ganti.yaml", {"ganti": {"yg": "yang"}})
    write(words / "ingkar.yaml", {"pengingkar": ["tidak"], "penanda": ["boleh"]})
    write(
        words / "umum.yaml",
        {"pengisi": ["di", "sana"], "biasa": ["foto"], "jangkar": ["suka", "hadir", "lapor"]},
    )
    write(
        words / "perbuatan.yaml", {act: _concept("perbuatan", act, act) for act in ("suka", "hadir", "lapor")}
    )
    write(
        words / "objek.yaml",
        {
            "calon": _concept("objek", "calon", "calon"),
            "partai": _concept("objek", "partai", "partai"),
            "kpu": _concept("objek", "penyelenggara", "kpu"),
        },
    )
    return home


def _concept(fact: str, value: str, word: str) -> dict[str, Any]:
    return {"fakta": {fact: value}, "kata": [word]}


@pytest.fixture
def base() -> Base:
    """Change it, then call `written` again."""
    return Base()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: Base) -> Path:
    """The working folder, with nothing set but the rule base and the day: Sunday 22 November 2026."""
    for name in [name for name in os.environ if name.startswith("NETRAL_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("NETRAL_KNOWLEDGE", str(worded(base, tmp_path)))
    monkeypatch.setenv("NETRAL_NOW", "2026-11-22T09:00")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def netral(capsys: pytest.CaptureFixture[str]) -> Netral:
    """Runs one command in this process."""

    def run(*arguments: str) -> Result:
        with pytest.raises(SystemExit) as end:
            main(arguments)
        printed = capsys.readouterr()
        assert isinstance(end.value.code, int)
        assert "Traceback" not in printed.err
        return Result(end.value.code, printed.out, printed.err)

    return run
