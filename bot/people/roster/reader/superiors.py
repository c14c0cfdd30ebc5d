"""Who is whose superior: names and numbers are matched to rows, and nobody is above himself.

It must not know cells or headings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.people.roster.fault import RowError
from bot.people.roster.flaw import quoted
from bot.people.roster.reader.draft import RowDraft
from bot.people.roster.reader.header import Column

MOST_ROWS_NAMED = 6


def resolve(drafts: Sequence[RowDraft]) -> Iterator[RowError]:
    """Puts the number (or the name, where he has none) of each superior found; the others stay as written."""
    by_number: dict[str, RowDraft] = {}
    by_name: defaultdict[str, list[RowDraft]] = defaultdict(list)
    for draft in drafts:
        # A number given twice is a fault already, and its rows count as one person here.
        new = draft.number is None or by_number.setdefault(draft.number.casefold(), draft) is draft
        if new and draft.name is not None:
            by_name[draft.name.casefold()].append(draft)
    above: dict[int, RowDraft] = {}
    for draft in drafts:
        if not draft.superior:
            continue
        written = draft.superior.casefold()
        numbered = by_number.get(written) or by_number.get(re.sub(r"[\s.\-'’]", "", written))
        found = [numbered] if numbered else by_name.get(written, [])
        if len(found) > 1:
            rows = _listed([person.row for person in found])
            told = f"ada {len(found)} pegawai bernama {quoted(draft.superior)} ({rows}); tulis NIP atasannya."
            yield RowError(told, draft.row, Column.SUPERIOR)
        elif found:
            above[draft.row] = found[0]
            draft.superior = found[0].number or found[0].name
    yield from _loops(drafts, above)


def _loops(drafts: Sequence[RowDraft], above: dict[int, RowDraft]) -> Iterator[RowError]:
    done: set[int] = set()
    for draft in drafts:
        path: dict[int, None] = {}
        row = draft.row
        while row in above and row not in done and row not in path:
            path[row] = None
            row = above[row].row
        if row in path:
            loop = list(path)[list(path).index(row) :]
            yield RowError(_told(loop), min(loop), Column.SUPERIOR)
        done.update(path)


def _told(loop: list[int]) -> str:
    if len(loop) == 1:
        return "pegawai ini tertulis sebagai atasannya sendiri; isi atasan yang benar atau kosongkan."
    start = loop.index(min(loop))
    rows = _listed(loop[start:] + loop[:start])
    return f"atasan berputar kembali ke pegawai ini ({rows}); perbaiki salah satunya."


def _listed(rows: Sequence[int]) -> str:
    more = ", …" if len(rows) > MOST_ROWS_NAMED else ""
    return f"baris {', '.join(map(str, rows[:MOST_ROWS_NAMED]))}{more}"
