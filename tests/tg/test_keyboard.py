"""Rows of buttons for a narrow phone."""

from bot.tg.ask.buttons import TOPICS
from bot.tg.core.keyboard import keyboard


def rows(*groups):
    markup = keyboard(*[[TOPICS.tap(1, label) for label in group] for group in groups])
    return [[one.text for one in row] for row in markup.inline_keyboard]


def test_short_labels_stand_side_by_side():
    assert rows(["Ya", "Tidak", "Nanti"]) == [["Ya", "Tidak", "Nanti"]]


def test_four_stand_two_by_two():
    assert rows(["a", "b", "c", "d"]) == [["a", "b"], ["c", "d"]]


def test_a_long_label_has_a_row_of_its_own():
    assert rows(["Menyukai unggahan calon", "Ya"]) == [["Menyukai unggahan calon"], ["Ya"]]


def test_groups_do_not_share_a_row():
    assert rows(["Ya", "Tidak"], ["Tahu"]) == [["Ya", "Tidak"], ["Tahu"]]


def test_what_no_phone_can_show_ends_in_an_ellipsis():
    (((label,),)) = rows(["x" * 60])
    assert len(label) == 48
    assert label.endswith("…")


def test_no_buttons_make_no_keyboard():
    assert keyboard([], []) is None
