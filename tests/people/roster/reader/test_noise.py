"""Whatever arrives, the answer is a roster that holds what it promises, or sentences; never a stumble."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.people.member import Status
from bot.people.roster.errors import RosterError
from bot.people.roster.model import Roster
from bot.people.roster.reader.read import read
from tests.people.roster.reader.sheets import HEADINGS, PEOPLE, SITI, TODAY, csv, rows, xlsx

WORKBOOK = xlsx(rows())
TEXT = csv(rows())


def _outcome(content: bytes) -> Roster | RosterError:
    try:
        return read(content, "daftar", TODAY)
    except RosterError as error:
        return error


def _holds(outcome: Roster | RosterError) -> None:
    if isinstance(outcome, RosterError):
        places = [fault.row or 0 for fault in outcome.faults]
        assert places
        assert places == sorted(places)
        assert all(len(fault.text) < 400 for fault in outcome.faults)
        return
    entries = outcome.entries
    assert entries
    for values in ([e.number for e in entries], [e.phone for e in entries], [e.telegram_id for e in entries]):
        given_ = [value for value in values if value is not None]
        assert len(given_) == len(set(given_))
    for entry in entries:
        assert 2 <= len(entry.name) <= 100
        assert 1 <= len(entry.unit) <= 6
        assert all(0 < len(part) <= 80 for part in entry.unit)
        assert entry.status is Status.PPNPN or len(entry.number or "") == 18
        assert entry.phone is None or entry.phone[0] == "+"
        assert not {entry.name[0], (entry.position or "x")[0], entry.unit[0][0]} & set("=+-@")


@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"PK\x05\x06" + bytes(18))
@example(b"sep=")
@example(b"sep=\0")
@example(b'sep="\nnama"nip')
@example(b"sep=\nnama")
@settings(max_examples=150)
def test_no_bytes_make_the_reader_stumble(content):
    _holds(_outcome(content))


@given(st.integers(0, len(WORKBOOK)), st.binary(min_size=1, max_size=6))
@settings(max_examples=150)
def test_a_damaged_workbook_is_read_or_refused(place, noise):
    _holds(_outcome(WORKBOOK[:place] + noise + WORKBOOK[place + len(noise) :]))
    _holds(_outcome(WORKBOOK[:place]))


@given(st.integers(0, len(TEXT)), st.binary(max_size=6))
@settings(max_examples=150)
def test_a_damaged_text_is_read_or_refused(place, noise):
    _holds(_outcome(TEXT[:place] + noise + TEXT[place + len(noise) :]))
    _holds(_outcome(TEXT[:place] + noise + TEXT[place:]))


_LIKELY = st.sampled_from(
    ["", "-", "PNS", "PPNPN", "honorer", SITI, "Siti Rahma", "A/B", "081234567801", "WIB", "101", "=A1", "1"]
)
_CELLS = st.one_of(_LIKELY, st.sampled_from([v for p in PEOPLE for v in p]), st.text(max_size=12))


@given(st.lists(st.lists(_CELLS, min_size=9, max_size=9), max_size=6))
@settings(max_examples=200)
def test_any_table_of_text_is_a_roster_or_its_faults(people):
    _holds(_outcome(csv([HEADINGS, *people], encoding="utf-8")))


def _is_name(text: str) -> bool:
    return len(" ".join(text.split())) >= 2 and any(map(str.isalpha, text))


_HONEST = st.tuples(
    st.text("abcdeABC '", min_size=2, max_size=30).filter(_is_name),
    st.lists(st.sampled_from(["Dinas", "UPT", "Bidang", "seksi"]), min_size=1, max_size=4, unique=True),
)


@given(st.lists(_HONEST, min_size=1, max_size=8, unique_by=lambda pair: pair[0].replace(" ", "").casefold()))
@settings(max_examples=60)
def test_an_honest_table_is_always_a_roster(people):
    table = [("nama", "nip", "status", "unit"), *((name, "", "THL", "/".join(unit)) for name, unit in people)]
    outcome = _outcome(csv(table, ";"))
    assert isinstance(outcome, Roster), str(outcome)
    assert [entry.name for entry in outcome.entries] == [" ".join(name.split()) for name, _ in people]
