"""The index behind the search box: every word of the book with the pages where it stands, and how much there.

Words are folded here as `templates/cari.js` folds what is typed; a browser then only looks up beginnings of
words in a sorted list. It is a script because a page opened from a disk may load scripts but no data.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator

from bot.book.model import Book, Case, Condition, Edition, Ground, InstrumentPage, RulePage
from bot.text.markup import bare, marked

# How much a word counts by where it stands.
_TITLE, _ASKED, _CITED, _SAID = 9, 4, 3, 2
_WORD = re.compile(r"[^\W_]+")


def folded(text: str) -> list[str]:
    """The words of a text without capitals and accents, as the search compares them."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter)
    )
    return _WORD.findall(plain.lower())


def index(book: Book) -> str:
    """The script that gives the search its pages and words.

    `halaman` are the pages as [address, title, labels, line below]; `kata` the words in order; `letak` for
    each word the pages and weights in turn: [page, weight, page, weight, …].
    """
    entries = [(_rule_entry(rule), _rule_texts(rule)) for rule in book.rules]
    entries += [(_law_entry(law), _law_texts(law)) for law in book.laws]
    found: dict[str, dict[int, int]] = {}
    for page, (_, texts) in enumerate(entries):
        for weight, text in texts:
            for word in folded(bare(marked(text))):
                weights = found.setdefault(word, {})
                weights[page] = max(weights.get(page, 0), weight)
    words = sorted(found)
    places = [[number for place in sorted(found[word].items()) for number in place] for word in words]
    told = {"halaman": [entry for entry, _ in entries], "kata": words, "letak": places}
    # "</" would end the script where somebody pastes it into a page.
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/")
    return f"var BUKU = {written};\n"


def _rule_entry(rule: RulePage) -> list[object]:
    labels = [[label.key, label.text] for label in rule.verdicts or (rule.kind,)]
    return [f"aturan/{rule.id}.html", rule.title, labels, rule.phrasings[0] if rule.phrasings else ""]


def _law_entry(law: InstrumentPage) -> list[object]:
    return [f"peraturan/{law.id}.html", law.short, [["peraturan", "Peraturan"]], law.title]


def _rule_texts(rule: RulePage) -> Iterator[tuple[int, str]]:
    yield _TITLE, rule.title
    yield _ASKED, f"{rule.id} {rule.topic}"
    yield from ((_ASKED, text) for text in rule.phrasings)
    yield from ((_SAID, text) for text in _options(rule.needs))
    yield from ((_SAID, example.what) for example in rule.practice)
    yield from ((_CITED, name) for name in rule.disputes)
    if rule.now:
        yield from _edition_texts(rule.now)


def _edition_texts(edition: Edition) -> Iterator[tuple[int, str]]:
    yield from ((_SAID, text) for text in (edition.text, edition.safe))
    yield from ((_SAID, text) for _, text in edition.sanctions)
    yield from _ground_texts(edition.grounds)
    for case in edition.cases:
        yield from ((_SAID, text) for text in _case_texts(case))
        yield from _ground_texts(case.grounds)


def _case_texts(case: Case) -> Iterator[str]:
    yield case.verdict.text
    yield case.answer
    yield case.safe
    yield from (*case.conditions, *case.readings, *case.deciding, *_options(case.when))


def _ground_texts(grounds: Iterable[Ground]) -> Iterator[tuple[int, str]]:
    for ground in grounds:
        yield _SAID, f"{ground.title} {ground.text}"
        for place in ground.places:
            yield _CITED, f"{place.instrument.name} {place.where}"
            yield _SAID, place.words


def _law_texts(law: InstrumentPage) -> Iterator[tuple[int, str]]:
    yield _TITLE, f"{law.short} {law.title}"
    yield _ASKED, f"{law.id} {law.kind}"
    yield from ((_SAID, text) for text in (law.validity, law.scope))
    for norm in law.norms:
        yield _SAID, f"{norm.conduct} {norm.note}"
        yield from ((_CITED, f"{place.instrument.name} {place.where}") for place in norm.places)
        yield from ((_SAID, place.words) for place in norm.places)


def _options(conditions: Iterable[Condition]) -> Iterator[str]:
    return (option for condition in conditions for option in condition.options)
