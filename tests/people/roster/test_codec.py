"""A list packed for the database is the same list again."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.people.member import Status, Zone
from bot.people.roster import codec
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


@given(ROSTERS | lists())
def test_a_list_comes_out_as_it_went_in(roster):
    assert codec.unpack(codec.pack(roster)) == roster


@given(ROSTERS)
def test_what_comes_out_is_of_the_same_kinds(roster):
    for before, after in zip(roster.entries, codec.unpack(codec.pack(roster)).entries, strict=True):
        assert list(map(type, (after.status, after.zone, after.unit))) == list(
            map(type, (before.status, before.zone, before.unit))
        )


def test_the_same_list_is_packed_the_same_way_whatever_the_order_of_its_columns():
    one = listing(entry("11"))
    other = replace(one, columns=frozenset(sorted(one.columns, reverse=True)))
    assert codec.pack(one) == codec.pack(other)


def test_two_thousand_rows_take_a_few_bytes_each():
    many = listing(*(entry(str(10**17 + n), f"Pegawai {n}", "Dinas A/Bidang 1") for n in range(2000)))
    assert len(codec.pack(many)) < 2000 * 20
