"""Every defect that an office's list may have is found, named by its place, and followed by no nonsense."""

import re
from itertools import chain

import pytest

from bot.people.roster.errors import RosterError
from bot.people.roster.reader.read import read
from tests.people.roster.reader.defects_cells import CELLS
from tests.people.roster.reader.defects_files import FILES
from tests.people.roster.reader.defects_tables import TABLES
from tests.people.roster.reader.sheets import HEADINGS, TODAY, person, rows, xlsx

A_WHOLE_NUMBER = re.compile(r"(?:\d[ .-]?){9}")
LIST = [heading.replace("jabatan", "jabtan") for heading in HEADINGS]
DEFECTS = {**FILES, **TABLES, **CELLS}
SAMPLES = [
    pytest.param(sample, id=f"{name} {number}")
    for name, samples in DEFECTS.items()
    for number, sample in enumerate(samples, 1)
]


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_defect_is_named_with_its_place(sample):
    with pytest.raises(RosterError) as caught:
        read(sample.content(), sample.name, TODAY)
    faults = caught.value.faults
    first = faults[0]
    assert (first.row, first.column) == (sample.row, sample.column), str(caught.value)
    assert sample.says in first.text
    assert len(faults) == sample.faults, str(caught.value)
    for fault in faults:
        assert fault.text.endswith(".")
        assert len(fault.text) < 220
        assert not A_WHOLE_NUMBER.search(fault.text)
        assert all(len(quote) <= 30 for quote in re.findall("'([^']*)'", fault.text))


def test_all_defects_of_a_list_come_at_once_and_in_the_order_of_its_rows():
    table = rows(person(1, zona="GMT"), person(2, status="ASN", telepon="x"), person(1), headings=LIST)
    with pytest.raises(RosterError) as caught:
        read(xlsx(table), "daftar", TODAY)
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (1, "jabatan"),
        (2, "zona"),
        (3, "status"),
        (3, "telepon"),
        (4, "nip"),
    ]
    assert str(caught.value).splitlines()[1].startswith("baris 2, kolom zona: zona 'GMT' tidak dikenal")


def test_there_are_many_classes_of_defects_and_several_files_of_each():
    assert len(DEFECTS) == len(FILES) + len(TABLES) + len(CELLS) >= 40
    assert [name for name, samples in DEFECTS.items() if len(samples) < 3] == []


def test_no_two_files_are_the_same():
    contents = [sample.content() for sample in chain(*TABLES.values(), *CELLS.values())]
    assert len(set(contents)) == len(contents)
