"""QR codes as rows of dark modules, to be drawn as vectors on whatever page."""

from __future__ import annotations

from itertools import groupby

import segno

QUIET = 4
"""Modules around a code that must stay white."""
Matrix = tuple[bytearray, ...]


def matrix(content: str) -> Matrix:
    """The modules of a code at level M or better, row by row; 1 is dark."""
    return segno.make_qr(content, error="m").matrix


def runs(modules: Matrix) -> list[tuple[int, int, int]]:
    """Row, column and length of every unbroken run of dark modules."""
    return [
        (row, cells[0][0], len(cells))
        for row, in_row in enumerate(modules)
        for dark, group in groupby(enumerate(in_row), lambda cell: cell[1])
        if dark and (cells := list(group))
    ]
