"""A legal officer sees in chat which rules are signed; an employee sees at the foot of an answer by whom."""

from dataclasses import replace
from datetime import date

import pytest

from bot.rulebook.digest import digest
from bot.rulebook.model import Approval, Signature

SIGNED, STALE = "medsos-menyukai", "medsos-cari-info"
DAY = date(2026, 12, 1)


@pytest.fixture
def knowledge(knowledge):
    """The product's rules, one of them signed and one changed after it was signed."""
    book = knowledge.book
    signs = {SIGNED: digest(book, book.rules[SIGNED]), STALE: "0" * 64}
    signed = {
        name: replace(
            book.rules[name], approval=Signature("Rahma", "Kepala Biro Hukum", DAY, "180/12/HK", sign)
        )
        for name, sign in signs.items()
    }
    return replace(knowledge, book=replace(book, rules={**book.rules, **signed}))


def count(book) -> int:
    return sum(rule.active for rule in book.rules.values())


async def test_the_overview_counts_names_what_was_changed_and_leads_to_topics(owner, knowledge):
    left = count(knowledge.book) - 1
    await owner.sends("/pengesahan")
    owner.shows(
        "Pengesahan aturan",
        f"1 disahkan, {left} belum, 1 berubah sesudah disahkan",
        f"• {knowledge.book.rules[STALE].title} · {STALE}",
        "Belum disahkan, menurut topik:",
    )
    assert sum(int(label.rsplit("(", 1)[1].rstrip(")")) for label in owner.last.buttons) == left


async def test_a_topic_is_leafed_through_and_left_again_in_place(owner):
    overview = await owner.sends("/pengesahan")
    (topic,) = [label for label in overview.buttons if label.startswith("Media sosial")]
    page = await owner.taps(topic)
    owner.shows("Media sosial. Belum disahkan, 1 sampai 10 dari", buttons=["Berikutnya ›", "Kembali"])
    await owner.taps("Berikutnya ›")
    owner.shows("Belum disahkan, 11 sampai")
    assert "‹ Sebelumnya" in owner.last.buttons
    back = await owner.taps("Kembali")
    owner.shows("menurut topik")
    assert page.id == overview.id == back.id


async def test_a_rule_that_was_changed_is_marked_in_its_topic_and_a_signed_one_is_not_there(owner):
    overview = await owner.sends("/pengesahan")
    await owner.taps(next(label for label in overview.buttons if label.startswith("Media sosial")))
    seen = [owner.last.text]
    while "Berikutnya ›" in owner.last.buttons:
        await owner.taps("Berikutnya ›")
        seen.append(owner.last.text)
    lines = "\n".join(seen).splitlines()
    assert [line for line in lines if f"· {SIGNED}" in line] == []
    assert [line.endswith("berubah sesudah disahkan") for line in lines if f"· {STALE}" in line] == [True]


async def test_others_are_told_whose_business_it_is(chat):
    await chat.sends("/pengesahan")
    chat.shows("Ini untuk petugas hukum.")


async def test_an_answer_from_a_signed_rule_names_who_signed_it(chat, knowledge):
    await chat.sends("boleh like postingan caleg?")
    chat.shows(f"Per 22 Nov 2026 · {knowledge.book.release.name} · disahkan Kepala Biro Hukum, 1 Des 2026")


async def test_an_answer_from_another_rule_says_that_nobody_has(chat):
    await chat.sends("boleh foto bareng calon bupati?")
    chat.shows("belum disahkan biro hukum")


class TestWholeRelease:
    """The release itself was approved, as offices did before single rules were signed."""

    @pytest.fixture
    def knowledge(self, knowledge):
        release = replace(
            knowledge.book.release, approval=Approval("Kabag", "Kabag Hukum", date(2026, 11, 23), "2")
        )
        return replace(knowledge, book=replace(knowledge.book, release=release))

    async def test_leaves_nothing_to_sign(self, owner, knowledge):
        await owner.sends("/pengesahan")
        owner.shows(
            f"{count(knowledge.book)} disahkan, 0 belum, 1 berubah sesudah disahkan",
            f"Rilis {knowledge.book.release.name} disahkan Kabag Hukum pada 23 November 2026",
            "Tidak ada aturan yang belum disahkan.",
            buttons=[],
        )
