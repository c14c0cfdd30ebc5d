"""A rule as the page that a legal officer reads and signs."""

from __future__ import annotations

from bot.book import words
from bot.book.grounds import grounds
from bot.book.model import Case, Edition, Example, Neighbour, Ref, RulePage
from bot.rulebook.decide import version_on
from bot.rulebook.model import Branch, Outcome, Rule, RuleBook, Version
from bot.rulebook.signatures import approval

_SANCTIONS = (
    ("Bila status belum diketahui", "general"),
    ("PNS dan CPNS", "pns"),
    ("PPPK", "pppk"),
    ("PPNPN", "ppnpn"),
    ("Pidana", "criminal"),
)


def rule_page(book: RuleBook, rule: Rule, number: int, homes: dict[str, str]) -> RulePage:
    """The rule in words; `number` is its place in the book."""
    now = version_on(rule, book.release.day)
    return RulePage(
        id=rule.id,
        number=number,
        title=rule.title,
        topic=rule.topic,
        kind=words.kind(rule.kind),
        status=words.status(rule.status),
        verdicts=tuple(map(words.verdict, _outcomes(now))),
        origin=_origin(book, rule),
        phrasings=rule.phrasings,
        needs=words.conditions(book.facts, rule.needs),
        excludes=words.conditions(book.facts, rule.excludes),
        now=_edition(book, now, homes) if now else None,
        others=tuple(_edition(book, one, homes) for one in rule.versions if one is not now),
        disputes=rule.disputes,
        practice=tuple(Example(one.what, one.year, words.link(one.source)) for one in rule.practice),
        neighbours=tuple(
            Neighbour(one.question, Ref(one.rule, book.rules[one.rule].title)) for one in rule.not_this
        ),
        approval=approval(book, rule),
    )


def _outcomes(version: Version | None) -> list[Outcome]:
    """The verdicts that the version may give, the strictest first."""
    found = {branch.outcome for branch in version.branches} if version else set()
    order = list(Outcome)
    return sorted(found, key=lambda outcome: (outcome.strictness, order.index(outcome)))


def _origin(book: RuleBook, rule: Rule) -> str:
    if rule.id in book.replaced:
        return "Aturan kantor, menggantikan aturan pusat"
    return "Aturan kantor" if rule.id in book.local else ""


def _edition(book: RuleBook, version: Version, homes: dict[str, str]) -> Edition:
    return Edition(
        period=words.period(version.period),
        assumed=words.conditions(book.facts, {fact: (option,) for fact, option in version.assume.items()}),
        cases=tuple(_case(book, branch, n, homes) for n, branch in enumerate(version.branches, 1)),
        text=version.text,
        safe=version.safe,
        grounds=grounds(book, version.basis, homes),
        sanctions=_sanctions(book, version),
    )


def _case(book: RuleBook, branch: Branch, number: int, homes: dict[str, str]) -> Case:
    return Case(
        number=number,
        when=words.conditions(book.facts, branch.when),
        verdict=words.verdict(branch.outcome),
        answer=branch.answer,
        safe=branch.safe,
        conditions=branch.conditions,
        readings=branch.readings,
        deciding=branch.deciding,
        grounds=grounds(book, branch.basis, homes),
    )


def _sanctions(book: RuleBook, version: Version) -> tuple[tuple[str, str], ...]:
    if version.sanction is None:
        return ()
    sanction = book.sanctions[version.sanction]
    said = ((label, getattr(sanction, name)) for label, name in _SANCTIONS)
    return tuple((label, text) for label, text in said if text)
