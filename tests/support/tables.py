"""Decision tables drawn at random, straight as the model has them: no files, any nonsense allowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import product

from hypothesis import strategies as st

from bot.rulebook.model import Branch, Fact, Kind, Outcome, Period, Release, Rule, RuleBook, Version
from bot.rulebook.table import grid

DAY = date(2024, 10, 15)
FACTS = {
    "a": Fact("a", "?", {"a0": "", "a1": "", "a2": ""}, True, ("a0", "a1", "a2")),
    "b": Fact("b", "?", {"b0": "", "b1": ""}, False, ("b0", "b1")),
    "c": Fact("c", "?", {"c0": "", "c1": "", "c2": ""}, False, ()),
}

_outcomes = st.sampled_from(list(Outcome))


def branch(outcome: Outcome, when: dict[str, tuple[str, ...]]) -> Branch:
    conditions = ("syarat",) if outcome is Outcome.CONDITIONAL else ()
    return Branch(when, outcome, outcome, "aman", conditions, (), (), (), not when, 1)


def version_of(branches: Sequence[Branch], assume: dict[str, str] | None = None) -> Version:
    return Version(
        Period(date(2022, 1, 1), None),
        assume or {},
        tuple(branches),
        grid(branches, FACTS),
        None,
        "",
        "",
        (),
        1,
    )


def rule_of(*versions: Version, name: str = "r", path: str = "kb/r.yaml") -> Rule:
    needs = {"a": tuple(FACTS["a"].options)}
    return Rule(
        name, name, Kind.VERDICT, "berlaku", "t", needs, {}, (), (), (), (), (), versions, (), (), path, 1
    )


def book_of(rule: Rule, replaced: Rule | None = None) -> RuleBook:
    release = Release("x", DAY, None, None, "kb/rilis.yaml")
    local = frozenset({rule.id} if replaced else ())
    old = {rule.id: replaced} if replaced else {}
    return RuleBook(FACTS, {}, {}, {}, {rule.id: rule}, {}, release, {}, {}, {}, local, old)


@st.composite
def versions(draw: st.DrawFn, assuming: bool = False) -> Version:
    """A table over up to three facts whose cells are drawn one by one, then gathered into branches."""
    used = draw(st.lists(st.sampled_from(sorted(FACTS)), min_size=1, max_size=2, unique=True))
    cells = list(product(*(FACTS[fact].options for fact in used)))
    drawn = draw(st.lists(_outcomes, min_size=len(cells), max_size=len(cells)))
    explicit = [
        branch(outcome, {fact: (option,) for fact, option in zip(used, cell, strict=True)})
        for cell, outcome in zip(cells, drawn, strict=True)
        if outcome is not Outcome.DEPENDS
    ]
    branches = [*explicit, branch(Outcome.DEPENDS, {})]
    assume = {}
    if assuming:
        for fact in used:
            assume |= draw(st.one_of(st.just({}), st.sampled_from([{fact: o} for o in FACTS[fact].options])))
    tested = {fact for one in branches for fact in one.when}
    return version_of(branches, {fact: option for fact, option in assume.items() if fact in tested})


def every_combination() -> Iterator[dict[str, str]]:
    """One option for each of all facts."""
    for options in product(*(fact.options for fact in FACTS.values())):
        yield dict(zip(FACTS, options, strict=True))


def some_facts() -> st.SearchStrategy[dict[str, tuple[str, ...]]]:
    """Any of the facts, with one or several options."""
    chosen = {
        name: st.one_of(
            st.just(()), st.lists(st.sampled_from(sorted(fact.options)), min_size=1, unique=True).map(tuple)
        )
        for name, fact in FACTS.items()
    }
    return st.fixed_dictionaries(chosen).map(lambda facts: {name: o for name, o in facts.items() if o})
