"""A rule on paper: the same content as its page of the site, in the same order, ending where it is signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.book import words
from bot.book.model import Book, Case, Condition, Edition, Ground, Label, Place, RulePage, Topic
from bot.book.pdf.layout import BESIDE, GREY, LEFT, RIGHT, SMALL, Ink, Layout, Stroke
from bot.text.markup import Span, marked

_DARK = frozenset({"dilarang", "wajib"})
_SIGN = 64.0  # the height of the box to sign, with its heading
_FILL, _MIDDLE = 26.0, 108.0  # where its lines begin, and its second column
_PAIRS = (("Nama", "Jabatan"), ("Tanggal", "Nomor surat"))
_OPINIONS = ("setuju", "setuju dengan catatan", "tidak setuju")


def rule_section(on: Layout, book: Book, topic: Topic, rule: RulePage) -> None:
    """One rule, on the page just begun: each has pages of its own, so that it can be signed on its own."""
    on.place(f"aturan:{rule.id}", rule.title, 1)
    on.text(f"Aturan {rule.number} · {topic.name} · {rule.id}", size=SMALL, grey=GREY, after=0.8)
    on.text(rule.title, size=17, bold=True, after=1.8)
    on.labels(list(_labels(rule)))
    period = rule.now.period if rule.now else f"tidak pada hari rilis ({book.day})"
    approval = f"disahkan {rule.approval.by}" if rule.approval else "belum disahkan"
    about = (rule.kind.text, rule.status.text, f"berlaku {period}", approval, rule.origin)
    on.text(" · ".join(part for part in about if part), size=SMALL, grey=GREY)
    if rule.now:
        on.heading("Putusan" if rule.now.cases else "Isi")
        _edition(on, rule.now)
    if rule.disputes:
        on.heading("Titik yang diperselisihkan")
        on.text(f"{', '.join(rule.disputes)}. Sumber-sumber berbeda tentang titik ini.")
    _asked(on, rule)
    if rule.practice:
        on.heading("Contoh dari praktik")
        for example in rule.practice:
            year = f" ({example.year})" if example.year else ""
            said = (*marked(f"{example.what}{year} "), Span(f"[{example.link.host}]"))
            on.item(said, left=LEFT, link=example.link.url)
    if rule.others:
        on.heading("Riwayat")
        for one in rule.others:
            on.text(f"Berlaku {one.period}", bold=True, keep=10)
            _edition(on, one)
    _signing(on, book, rule)


def _labels(rule: RulePage) -> Iterator[tuple[str, bool]]:
    for label in rule.verdicts or (rule.kind,):
        yield label.text, label.key in _DARK
    if rule.disputed:
        yield "Diperselisihkan", False


def boxed(label: Label) -> tuple[str, bool]:
    """A label's word and whether its box is dark."""
    return label.text, label.key in _DARK


def _edition(on: Layout, edition: Edition) -> None:
    if edition.assumed:
        assumed = "; ".join(f"{one.question} **{one.options[0]}**" for one in edition.assumed)
        on.named("Bila tidak disebut", f"dianggap: {assumed}")
    for n, case in enumerate(edition.cases):
        on.y += 2.5 if n else 0.0
        _case(on, case, alone=len(edition.cases) == 1)
    for paragraph in edition.text.splitlines():
        on.text(paragraph)
    if edition.safe:
        on.named("Yang aman", edition.safe)
    if not edition.cases:
        _grounds(on, edition.grounds)
    if edition.sanctions:
        on.heading("Sanksi menurut status")
        for name, said in edition.sanctions:
            on.aside(name)
            on.text(said, left=BESIDE + 14)


def _case(on: Layout, case: Case, *, alone: bool) -> None:
    on.aside("Putusan", keep=22)
    on.labels([boxed(case.verdict)], BESIDE)
    if case.when:
        on.aside("Bila")
        for said in worded(case.when):
            on.text(said, left=BESIDE, after=0.6)
    else:
        on.named("Bila", "dalam semua keadaan" if alone else "dalam keadaan lain")
    on.named("Jawaban", case.answer)
    for name, items in (
        ("Syaratnya", case.conditions),
        ("Yang menentukan", case.deciding),
        ("Bacaan berbeda", case.readings),
    ):
        if items:
            on.aside(name)
            for one in items:
                on.item(one)
    on.named("Yang aman", case.safe)
    _grounds(on, case.grounds)


def worded(conditions: Iterable[Condition]) -> Iterator[str]:
    """Each fact with the options of which any will do."""
    for one in conditions:
        yield f"{one.question} {' atau '.join(f'**{option}**' for option in one.options)}"


def _grounds(on: Layout, grounds: Sequence[Ground]) -> None:
    on.aside("Dasar")
    if not grounds:
        on.text("Tidak ada ketentuan yang dikutip; ini anjuran kehati-hatian.", left=BESIDE, grey=GREY)
    for ground in grounds:
        if ground.sort == "statement" and ground.link:
            said = f"**{ground.title}:** {ground.text} [{ground.link.host}]"
            on.item(said, link=ground.link.url)
            continue
        nature = f"({ground.nature}) " if ground.nature else ""
        audience = f" Untuk {', '.join(ground.statuses)}." if ground.statuses else ""
        remarks = "".join(f" {words.sentence(one)}." for one in ground.remarks)
        on.item(f"{nature}{ground.title}.{audience}{remarks}")
        places(on, ground.places)
    on.y += 1.0


def places(on: Layout, found: Iterable[Place], left: float = BESIDE + 4) -> None:
    """Where a norm is written, each with its content and when it was read."""
    for one in found:
        content = f": {one.words}" if one.words else ""
        remarks = "".join(f"; {remark}" for remark in one.remarks)
        where = f"**{one.instrument.name}**, {one.where}{content} [{one.read}{remarks}]"
        on.text(where, size=SMALL, grey=GREY, left=left, link=f"peraturan:{one.instrument.id}", after=0.5)


def _asked(on: Layout, rule: RulePage) -> None:
    on.heading("Cara orang menanyakannya")
    for phrasing in rule.phrasings:
        on.item((Span(phrasing),), left=LEFT, size=8.5)
    on.y += 1.5
    for name, conditions in (("Dipakai bila disebut", rule.needs), ("Tidak bila disebut", rule.excludes)):
        if conditions:
            on.aside(name)
            for said in worded(conditions):
                on.text(said, left=BESIDE, size=8.5, after=0.5)
    if rule.neighbours:
        on.y += 1.5
        on.aside("Dijawab aturan lain")
        for one in rule.neighbours:
            asked = (Span(f"“{one.question}” → {one.rule.name}"),)
            key = f"aturan:{one.rule.id}"
            on.item(asked, size=8.5, link=key, page_of=key)


def _signing(on: Layout, book: Book, rule: RulePage) -> None:
    on.heading("Pengesahan", keep=_SIGN)
    if rule.approval:
        on.named("Disahkan oleh", f"{rule.approval.by}, {rule.approval.office}")
        on.named("Tanggal dan surat", f"{words.day(rule.approval.day)}, {rule.approval.letter}")
        return
    on.text(f"Belum disahkan. Aturan {rule.id}, rilis {book.release}.", size=SMALL, grey=GREY)
    top = on.y
    y = top + 8
    for left, right in _PAIRS:
        _to_fill(on, left, y, LEFT + 4, _MIDDLE - 4)
        _to_fill(on, right, y, _MIDDLE, RIGHT - 4)
        y += 8
    on.put(Ink(LEFT + 4, y, "Persetujuan", SMALL, grey=GREY))
    x = LEFT + _FILL
    for opinion in _OPINIONS:
        on.put(Stroke(x, y - 2.6, 3, 3, grey=0))
        on.put(Ink(x + 5, y, opinion, SMALL))
        x += 14 + 1.6 * len(opinion)
    for name, height in (("Catatan", 8), ("", 7), ("Tanda tangan", 13)):
        y += height
        _to_fill(on, name, y, LEFT + 4, RIGHT - 4)
    on.put(Stroke(LEFT, top, RIGHT - LEFT, y + 4 - top, grey=120))
    on.y = y + 6


def _to_fill(on: Layout, name: str, y: float, left: float, right: float) -> None:
    """A name with a line to write on."""
    start = left + _FILL - 4
    on.put(Ink(left, y, name, SMALL, grey=GREY))
    on.put(Stroke(start, y + 1, right - start, grey=120))
