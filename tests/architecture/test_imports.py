"""Who may import whom, as pyproject.toml says: kept by the tree, and broken by every trespass tried here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter in a process of its own: it analyses the `bot` found in `folder`."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_import_follows_the_layers():
    result = _lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize(
    ("module", "trespass", "contract"),
    [
        ("rulebook/trespass.py", "import bot.store.engine.db", "Dependencies point inward"),
        ("rulebook/trespass.py", "import asyncio", "The engine is pure and synchronous"),
        ("understand/trespass.py", "import bot.clock", "The engine is pure and synchronous"),
        ("ask/trespass.py", "import telegram.ext", "Telegram is known at its edge only"),
        ("ask/trespass.py", "import sqlalchemy", "SQL is written in the store only"),
        ("unplaced/__init__.py", "import json", "Dependencies point inward"),
    ],
)
def test_a_trespass_breaks_its_contract(tmp_path, module, trespass, contract):
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    file = tmp_path / "bot" / module
    file.parent.mkdir(exist_ok=True)
    file.write_text(trespass + "\n")
    result = _lint(tmp_path)
    assert result.returncode == 1
    assert f"{contract} BROKEN" in result.stdout
