"""A list written for the database or for another process is the same list again."""

import json
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.member import Status, Zone
from bot.people.roster import codec
from bot.people.roster.errors import RosterError, RowError
from bot.people.roster.model import Roster, RosterEntry
from tests.people.made import entry, listing, lists

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ENTRIES = st.builds(
    RosterEntry,
    row=st.integers(1, 10**6),
    name=TEXT,
    number=st.none() | TEXT,
    status=st.sampled_from(Status),
    unit=st.lists(TEXT, min_size=1, max_size=4).map(tuple),
    position=TEXT,
    phone=st.none() | TEXT,
    zone=st.none() | st.sampled_from(Zone),
    superior=TEXT,
    telegram_id=st.none() | st.integers(1, 2**52),
)
ROSTERS = st.builds(
    Roster,
    entries=st.lists(ENTRIES, max_size=5).map(tuple),
    columns=st.frozensets(TEXT, max_size=5),
    ignored=st.lists(TEXT, max_size=3).map(tuple),
)


def kept_in_the_database(roster: Roster) -> Roster:
    return codec.unpack(codec.pack(roster))


def sent_to_another_process(roster: Roster) -> Roster | RosterError:
    return codec.decode(b"".join(codec.encode(roster)))


@pytest.mark.parametrize("again", [kept_in_the_database, sent_to_another_process])
@given(roster=ROSTERS | lists())
def test_a_list_comes_out_as_it_went_in_and_of_the_same_kinds(again, roster):
    after = again(roster)
    assert after == roster
    assert [_kinds(entry) for entry in after.entries] == [_kinds(entry) for entry in roster.entries]


def _kinds(entry: RosterEntry) -> list[type]:
    """Status and Zone are equal to their texts, so equality alone would not tell them from these."""
    return [type(entry.status), type(entry.zone), type(entry.unit)]


@given(st.lists(st.builds(RowError, TEXT, st.none() | st.integers(1, 10**6), st.none() | TEXT), max_size=5))
def test_errors_come_out_as_they_went_in(faults):
    assert codec.decode(b"".join(codec.encode(RosterError(faults)))).faults == tuple(faults)


def test_a_list_that_waits_since_before_an_upgrade_can_still_be_read():
    """Rows are lists in the order of the columns; who reorders these must not misread what waits."""
    packed = zlib.compress(
        b'{"columns": ["nama", "nip", "status", "unit", "zona"], "ignored": ["No."], "rows": '
        b'[[2, "Ani", "11", "PNS", ["Dinas A", "Bidang 1"], "Analis", "p1", "WIT", "22", 5]]}'
    )
    told = {"position": "Analis", "phone": "p1", "zone": Zone.WIT, "superior": "22", "telegram_id": 5}
    waiting = entry("11", unit="Dinas A/Bidang 1", **told)
    columns = frozenset({"nama", "nip", "status", "unit", "zona"})
    assert codec.unpack(packed) == Roster((waiting,), columns, ("No.",))


@pytest.mark.parametrize("received", [b"7", b'{"entries": 3}\n', b'{"faults": 1}\n'])
def test_an_answer_with_fewer_lines_than_announced_is_refused(received):
    with pytest.raises(ValueError, match="incomplete"):
        codec.decode(received)


@pytest.mark.parametrize("received", [b"", b"{", b'{"faults": 1}\n["salah"'])
def test_an_answer_that_broke_off_within_a_line_is_refused(received):
    with pytest.raises(json.JSONDecodeError):
        codec.decode(received)


def test_the_same_list_is_packed_the_same_way_whatever_the_order_of_its_columns():
    one = listing(entry("11"))
    other = replace(one, columns=frozenset(sorted(one.columns, reverse=True)))
    assert codec.pack(one) == codec.pack(other)


def test_two_thousand_rows_take_a_few_bytes_each():
    many = listing(*(entry(str(10**17 + n), f"Pegawai {n}", "Dinas A/Bidang 1") for n in range(2000)))
    assert len(codec.pack(many)) < 2000 * 20
