"""The book as a static site: opened from a folder, without a network, readable without scripts.

Every text is escaped by the templates; of its markup only bold and italic become tags.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from bot.book import words
from bot.book.index import index
from bot.book.model import Book
from bot.text.markup import marked
from bot.text.numbers import number

_TAGS = {"bold": Markup("<strong>{}</strong>"), "italic": Markup("<em>{}</em>")}
_ASSETS = ("gaya.css", "cari.js")
# Pages at the folder's root, as (address, name in the menu, template).
_LISTS = (
    ("index.html", "Daftar isi", "index.html"),
    ("belum-disahkan.html", "Belum disahkan", "belum-disahkan.html"),
    ("perlu-dibaca-ulang.html", "Perlu dibaca ulang", "perlu-dibaca-ulang.html"),
    ("diperselisihkan.html", "Diperselisihkan", "diperselisihkan.html"),
    ("peraturan.html", "Peraturan", "daftar-peraturan.html"),
    ("tahapan.html", "Tahapan", "tahapan.html"),
)


def site(book: Book) -> dict[str, str]:
    """Every file of the site by its path in the folder, with / between the parts."""
    return dict(_files(book))


def _files(book: Book) -> Iterator[tuple[str, str]]:
    templates = _environment()
    templates.globals |= {"buku": book, "menu": [(address, name) for address, name, _ in _LISTS]}
    for address, _, template in _LISTS:
        yield address, templates.get_template(template).render(akar="", ini=address)
    page = templates.get_template("aturan.html")
    for topic in book.topics:
        for rule in topic.rules:
            yield f"aturan/{rule.id}.html", page.render(akar="../", ini="", aturan=rule, topik=topic)
    page = templates.get_template("peraturan.html")
    for law in book.laws:
        yield f"peraturan/{law.id}.html", page.render(akar="../", ini="", sumber=law)
    yield "cari-isi.js", index(book)
    for name in _ASSETS:
        yield name, _shipped(name)


def _environment() -> Environment:
    found = Environment(
        loader=FunctionLoader(_shipped),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"tulis": _marked, "kalimat": words.sentence, "hari": words.day, "angka": _number}
    return found


def _shipped(name: str) -> str:
    """A template or asset that ships with the package."""
    return (files("bot.book") / "templates" / name).read_text(encoding="utf-8")


def _marked(text: str) -> Markup:
    """A text of the rule base, its bold and italic as tags and everything else escaped."""
    return Markup("").join(
        _TAGS[span.style].format(span.text) if span.style in _TAGS else span.text for span in marked(text)
    )


def _number(value: int) -> str:
    return number(value, words.LANGUAGE)
