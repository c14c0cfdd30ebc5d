"""Sections as Telegram HTML: escaped, styled, and within Telegram's limits whatever comes."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.ask.sections import Section
from bot.text.markup import Span, literal, marked
from bot.tg.core.render import MOST, MOST_STYLED, pages, width


def line(text, gap=False):
    return Section("why", literal(text), gap=gap)


def shown(page):
    return html.unescape(re.sub(r"</?\w[^>]*>", "", page))


def test_everything_is_escaped():
    assert pages([line("<b>tebal</b> & 'kutip'")]) == ["&lt;b&gt;tebal&lt;/b&gt; &amp; 'kutip'"]


def test_styles_and_links_become_tags():
    link = Span("sumber", link='https://contoh.id/?a=1&b="2"')
    (page,) = pages([Section("why", (*marked("**Tidak.** _Per_ "), link))])
    assert page == (
        '<b>Tidak.</b> <i>Per</i> <a href="https://contoh.id/?a=1&amp;b=&quot;2&quot;">sumber</a>'
    )


def test_a_gap_is_an_empty_line():
    assert pages([line("a"), line("b", gap=True), line("c")]) == ["a\n\nb\nc"]


def test_a_long_answer_is_cut_at_the_ends_of_paragraphs():
    found = pages([line("a" * 3000), line("b" * 900, gap=True), line("c" * 900, gap=True)])
    assert [set(page) - {"\n"} for page in found] == [{"a", "b"}, {"c"}]


def test_a_paragraph_longer_than_a_message_is_cut_at_spaces():
    found = pages([line("kata " * 2000)])
    assert len(found) > 1
    assert all(set(shown(page).split()) == {"kata"} for page in found)


def test_length_is_counted_in_utf16_units():
    found = pages([line("😀" * 3000)])
    assert all(width(page) <= MOST for page in found)
    assert sum(page.count("😀") for page in found) == 3000


def test_a_message_carries_no_more_styled_stretches_than_telegram_keeps():
    found = pages([Section("why", marked(f"**{n}**")) for n in range(250)])
    assert all(page.count("<b>") <= MOST_STYLED for page in found)
    assert sum(page.count("<b>") for page in found) == 250


def test_nothing_at_all_is_still_a_message():
    assert pages([line("")]) == ["…"]


def test_what_json_cannot_carry_is_left_out():
    assert pages([line("a\x00b\ud800c")]) == ["abc"]


@given(st.lists(st.tuples(st.text(max_size=3000), st.booleans()), max_size=8))
def test_every_page_fits_and_no_word_is_lost(texts):
    found = pages([line(text, gap) for text, gap in texts])
    assert all(0 < width(page) <= MOST for page in found)
    said = "".join(letter for text, _ in texts for letter in text if letter.isalnum())
    if said:
        assert "".join(letter for page in found for letter in shown(page) if letter.isalnum()) == said
