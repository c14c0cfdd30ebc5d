"""Debian's Chromium on its command line: what a page became once it had loaded, and what it complained of.

Nothing is installed here; `.ci/run` does that. Where there is no Chromium the tests that need it are skipped.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

BINARY = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MISSING = "no Chromium here: `apt-get install chromium` lets this test run"
_QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_PATIENCE = 240


@dataclass(frozen=True)
class Loaded:
    """The page after its scripts have run, and the lines that it wrote to the console."""

    html: str
    console: list[str]

    def answer(self) -> Any:
        """What the page left as JSON in <pre id="jawaban-uji">."""
        found = re.search(r'<pre id="jawaban-uji">(.*?)</pre>', self.html, re.DOTALL)
        assert found, f"the page gave no answer: {self.console}"
        return json.loads(unescape(found[1]))


def opened(address: str, *options: str) -> Loaded:
    """The page at the address, in a browser that has never been anywhere."""
    assert BINARY is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        done = subprocess.run(
            [
                BINARY,
                *_QUIET,
                f"--user-data-dir={profile}",
                "--enable-logging=stderr",
                *options,
                "--dump-dom",
                address,
            ],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=True,
        )
    return Loaded(done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line])


def asked(page: Path, script: str) -> Any:
    """What the script, run at the end of a copy of the page beside it, hands to `jawab(…)`."""
    leave = (
        "function jawab(isi) { var tempat = document.createElement('pre'); tempat.id = 'jawaban-uji';"
        " tempat.textContent = JSON.stringify(isi); document.body.append(tempat); }"
    )
    copy = page.with_name(f"uji-{page.name}")
    text = page.read_text(encoding="utf-8")
    copy.write_text(text.replace("</body>", f"<script>{leave}{script}</script></body>"), encoding="utf-8")
    loaded = opened(copy.as_uri())
    assert loaded.console == []
    return loaded.answer()
