""".env.example is the settings page of the manual: complete, in order, and showing the real defaults."""

import os
from pathlib import Path

import pytest

from bot.config import PREFIX, Settings, read_settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch):
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)


def test_the_example_lists_every_setting_and_no_other():
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    listed = [line.split("=")[0] for line in lines if line and not line.startswith("#")]
    assert listed == [PREFIX + name.upper() for name in Settings.model_fields]


def test_the_example_copied_unchanged_changes_nothing():
    assert read_settings(EXAMPLE) == read_settings(env_file=None)


def test_every_setting_in_the_example_is_explained():
    paragraphs = EXAMPLE.read_text(encoding="utf-8").strip().split("\n\n")[1:]
    assert [paragraph for paragraph in paragraphs if not paragraph.startswith("# ")] == []
