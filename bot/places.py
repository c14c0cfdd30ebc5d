"""Where the files lie that ship with the program. Knows nothing of what is in them or of any setting."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
# A checkout keeps knowledge/ and locales/ beside the package, an installed copy inside it.
_ROOT = _PACKAGE if (_PACKAGE / "knowledge").is_dir() else _PACKAGE.parent
KNOWLEDGE = _ROOT / "knowledge"
LOCALES = _ROOT / "locales"
