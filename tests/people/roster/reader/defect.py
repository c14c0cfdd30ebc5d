"""What a defective file is and what must be said about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tests.people.roster.reader.sheets import Rows, changed, csv, xlsx


class Sample(NamedTuple):
    """One file; `says` is a fragment of its first fault, `faults` how many there are in all."""

    content: Callable[[], bytes]
    row: int | None
    column: str | None
    says: str
    faults: int = 1
    name: str = "daftar"


Defects = dict[str, list[Sample]]

# Each sample of a class comes in another dress.
_DRESSES: tuple[Callable[[Rows], bytes], ...] = (
    xlsx,
    csv,
    lambda table: csv(table, ";", "utf-8-sig"),
    lambda table: csv(table, "\t", "utf-16"),
    lambda table: csv(table, "|"),
)


def cells(column: str, says: str, values: Iterable[object], row: int = 3) -> list[Sample]:
    """Lists right but for one cell, which holds each of `values` in turn."""
    return [
        table(changed(column, value, row), row, column, says, dress=number)
        for number, value in enumerate(values)
    ]


def sheets(column: str, says: str, values: Iterable[object], row: int = 3) -> list[Sample]:
    """The same where only a workbook can hold the value."""
    return [table(changed(column, value, row), row, column, says) for value in values]


def table(
    content: Rows, row: int | None, column: str | None, says: str, *, dress: int = 0, faults: int = 1
) -> Sample:
    """A list in one of the dresses."""
    made = _DRESSES[dress % len(_DRESSES)]
    return Sample(lambda: made(content), row, column, says, faults)


def files(says: str, *contents: Callable[[], bytes] | bytes, name: str = "daftar") -> list[Sample]:
    """Files that are wrong as a whole, so that no row can be named."""
    return [
        Sample(
            (lambda content=content: content) if isinstance(content, bytes) else content,
            None,
            None,
            says,
            name=name,
        )
        for content in contents
    ]
