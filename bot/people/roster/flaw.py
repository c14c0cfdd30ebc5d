"""How a single cell's defect is raised and how cells are quoted; must not know rows or columns."""

from __future__ import annotations

import re

LONGEST_QUOTE = 30
_LONG_NUMBER = re.compile(r"\d(?:[\s.()-]{0,2}\d){6,}")


class CellError(ValueError):
    """One Indonesian sentence on what is wrong with a cell and how to mend it."""


def quoted(text: str) -> str:
    """The beginning of `text` in quotation marks; nobody's number stands in it in full."""
    text = _LONG_NUMBER.sub(lambda match: masked(match[0]), text)
    return f"'{text if len(text) <= LONGEST_QUOTE else text[: LONGEST_QUOTE - 1] + '…'}'"


def masked(number: str) -> str:
    """Enough of a number to find it in the list, too little to use it."""
    return f"{number[:4]}…{number[-2:]}" if len(number) > 6 else f"{number[:1]}…"
