"""The fonts of papers and pictures: DejaVu, which has letters for names of nearly any alphabet."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

REGULAR, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
MONO_BOLD = "DejaVuSansMono-Bold.ttf"
"""With a dotted zero, for codes and hashes."""


def font(name: str) -> Path:
    """The file of a font inside matplotlib, found without loading matplotlib."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("matplotlib, which carries the fonts, is not installed")
    return Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / name
