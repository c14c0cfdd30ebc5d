"""Who held a claim, and whether that process still lives: only what is certain counts as dead."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.outbox.owner import is_dead, new_owner

ME = new_owner()
HOST, PID, BEGAN, LIFE = ME.split("/")


PROGRAM = "from bot.outbox.owner import new_owner; print(new_owner(), flush=True); input()"


def test_every_life_has_a_name_of_its_own():
    assert len({new_owner() for _ in range(50)}) == 50


def test_i_am_alive():
    assert not is_dead(ME, ME)


def test_an_earlier_life_in_this_process_is_over():
    assert is_dead(new_owner(), ME)


def test_another_process_under_a_number_used_again_is_dead():
    assert is_dead(f"{HOST}/{os.getppid()}/1/abcdef01", ME)


def test_another_process_is_alive_while_it_runs_and_dead_once_it_ended_even_before_anybody_asked_how():
    command, pipe = (sys.executable, "-c", PROGRAM), subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        name = process.stdout.readline().strip()
        assert not is_dead(name, ME)
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert is_dead(name, ME)
    assert is_dead(name, ME)


def test_of_another_machine_nothing_is_certain():
    assert not is_dead(f"elsewhere/{PID}/1/abcdef01", ME)
    assert not is_dead("elsewhere/999999999/1/abcdef01", ME)


@pytest.fixture
def no_list(monkeypatch) -> None:
    """A machine that keeps no list of processes in files."""

    def refuse(*_: object, **__: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", refuse)


def test_without_a_list_of_processes_who_runs_is_alive_and_who_does_not_is_dead(no_list):
    assert not is_dead(f"{HOST}/{os.getppid()}/?/abcdef01", ME)
    assert is_dead(f"{HOST}/4194305/?/abcdef01", ME)
