"""The whole book as one PDF: cover, table of contents, rules, instruments, lists."""

from __future__ import annotations

from datetime import UTC, datetime, time

from bot.book import words
from bot.book.model import Book
from bot.book.pdf.draw import draw
from bot.book.pdf.law import dispute_section, law_section, reread_section, stage_section
from bot.book.pdf.layout import BODY, GREY, LEFT, RIGHT, Ink, Layout, Stroke
from bot.book.pdf.rule import rule_section
from bot.printing.paper import Paper

TITLE = "Buku aturan netralitas"
_LINE = 4.9
_LISTS = (
    ("perlu-dibaca-ulang", "Perlu dibaca ulang", reread_section),
    ("diperselisihkan", "Diperselisihkan", dispute_section),
    ("tahapan", "Tahapan pemilihan", stage_section),
)


def volume(book: Book) -> bytes:
    """A4 pages as PDF; the only moment that the file mentions is the day of the release."""
    at = datetime.combine(book.released, time(), tzinfo=UTC)
    with Paper(f"{TITLE} · rilis {book.release}", at=at) as paper:
        body = _body(paper, book)
        # Laid out once to count its own pages, then with the numbers that follow from that count.
        front = _front(paper, book, body, len(_front(paper, book, body, 0).pages))
        foot = f"{TITLE} · rilis {book.release} · {book.day} · {_approval(book)}"
        draw(paper, front, body, foot)
        return bytes(paper.output())


def _body(paper: Paper, book: Book) -> Layout:
    on = Layout(paper)
    for topic in book.topics:
        for n, rule in enumerate(topic.rules):
            on.page()
            if n == 0:
                on.place(f"topik:{topic.id}", topic.name, 0)
            rule_section(on, book, topic, rule)
    _part(on, "peraturan", "Peraturan")
    for law in book.laws:
        law_section(on, law)
    for key, title, section in _LISTS:
        _part(on, key, title)
        section(on, book)
    return on


def _part(on: Layout, key: str, title: str) -> None:
    on.page()
    on.place(key, title, 0)
    on.text(title, size=20, bold=True, after=4)


def _front(paper: Paper, book: Book, body: Layout, shift: int) -> Layout:
    """Cover and contents; `shift` is how many pages they take."""
    on = Layout(paper)
    on.page()
    on.y = 66
    on.text("Netral", size=11, grey=GREY, after=2)
    on.text(TITLE, size=30, bold=True, after=3)
    for below, width in ((0.0, 0.8), (1.4, 0.2)):
        on.put(Stroke(LEFT, on.y + below, RIGHT - LEFT, width, 0, 0))
    on.y += 8
    on.text(f"Rilis {book.release}, {book.day}", size=13, after=6)
    signed = len(book.rules) - book.unsigned_count
    on.named("Rilis ini", _approval(book))
    on.named("Aturan", f"{len(book.rules)}: {signed} sudah disahkan, {book.unsigned_count} belum disahkan")
    on.named("Peraturan", f"{len(book.laws)}; {len(book.reread)} di antaranya perlu dibaca ulang")
    if book.note:
        on.named("Catatan", book.note)
    on.page()
    on.place("daftar-isi", "Daftar isi", 0)
    on.text("Daftar isi", size=20, bold=True, after=2)
    on.text("Aturan yang tidak bertanda “disahkan” belum disahkan siapa pun.", grey=GREY, after=1)
    for topic in book.topics:
        _entry(on, body, shift, f"topik:{topic.id}", topic.name, bold=True)
        for rule in topic.rules:
            signed_mark = " · disahkan" if rule.approval else ""
            _entry(on, body, shift, f"aturan:{rule.id}", f"{rule.number}. {rule.title}{signed_mark}")
    _entry(on, body, shift, "peraturan", "Peraturan", bold=True)
    for law in book.laws:
        _entry(on, body, shift, f"peraturan:{law.id}", law.short)
    for key, title, _ in _LISTS:
        _entry(on, body, shift, key, title, bold=True)
    return on


def _entry(on: Layout, body: Layout, shift: int, key: str, title: str, *, bold: bool = False) -> None:
    """A line of the contents with its page at the right."""
    on.y += 2.2 if bold else 0.0
    on.room(_LINE * (2 if bold else 1))
    page = str(body.places[key].page + shift + 1)
    y = on.y + BODY * 0.37
    on.put(Ink(LEFT if bold else LEFT + 5, y, title, BODY, bold, link=key))
    on.put(Ink(RIGHT - 2.1 * len(page), y, page, BODY, bold, link=key))
    on.y += _LINE


def _approval(book: Book) -> str:
    if book.approval is None:
        return "belum disahkan biro hukum"
    one = book.approval
    return f"disahkan {one.by}, {one.office}, {words.day(one.day)}, {one.letter}"
