"""The little markup of body texts."""

from hypothesis import given
from hypothesis import strategies as st

from bot.text.markup import Span, bare, literal, marked


def test_bold_and_italic_become_spans_of_their_own():
    assert marked("**Tidak boleh.** Baca _saja_.") == (
        Span("Tidak boleh.", "bold"),
        Span(" Baca "),
        Span("saja", "italic"),
        Span("."),
    )


def test_a_mark_that_is_not_closed_stays_as_written():
    assert marked("2 ** 3 dan _begini") == (Span("2 ** 3 dan _begini"),)


def test_underscores_inside_words_are_no_marks():
    assert marked("/tak_terjawab dan cabut_tangguhan_lagi") == (
        Span("/tak_terjawab dan cabut_tangguhan_lagi"),
    )


def test_a_literal_is_never_read_as_markup():
    assert literal("**tebal** <b>") == (Span("**tebal** <b>"),)


@given(st.text())
def test_no_text_is_lost_but_the_marks(text):
    assert bare(marked(text)).replace("*", "").replace("_", "") == text.replace("*", "").replace("_", "")
