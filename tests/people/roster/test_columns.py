"""The table of columns agrees with itself, with an employee's fields, and with what the reader takes."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields

import pytest

from bot.people.member import Member
from bot.people.roster.columns import COLUMNS, RECOGNISED, listed
from bot.people.roster.model import RosterEntry
from bot.people.roster.reader.header import key, meaning
from bot.people.roster.reader.read import read
from tests.people.roster.reader.sheets import TODAY, csv


@pytest.mark.parametrize("column", RECOGNISED, ids=lambda column: column.heading)
def test_a_column_is_recognised_by_its_own_heading(column):
    assert meaning(column.heading) is column


def test_no_heading_means_two_columns():
    meant = {(key(name), column) for column in RECOGNISED for name in column.spellings.split(",")}
    assert [name for name, count in Counter(name for name, _ in meant).items() if count > 1] == []


def test_an_entry_has_a_field_for_each_column_and_for_nothing_else_but_its_row():
    assert {field.name for field in fields(RosterEntry)} == {"row", *(column.field for column in COLUMNS)}


def test_an_employee_has_a_field_for_each_column():
    assert {column.field for column in COLUMNS} <= {field.name for field in fields(Member)}


def test_the_examples_of_the_advice_are_a_right_row():
    table = [[column.heading for column in COLUMNS], [column.example for column in COLUMNS]]
    (entry,) = read(csv(table), "daftar", TODAY).entries
    assert all(getattr(entry, column.field) for column in COLUMNS)


@pytest.mark.parametrize(
    ("column", "choice"), [(column, choice) for column in COLUMNS for choice in column.choices]
)
def test_every_choice_of_a_drop_down_is_read(column, choice):
    row = {one.heading: one.example for one in COLUMNS} | {column.heading: choice}
    (entry,) = read(csv([[*row], [*row.values()]]), "daftar", TODAY).entries
    assert getattr(entry, column.field) == choice


def test_columns_are_listed_as_a_sentence_does():
    assert listed(COLUMNS[:3]) == "nama, nip, dan status"
