"""No two branches for one case, no branch for no case, no permission by default."""

from __future__ import annotations

from collections.abc import Iterator

from bot.check.tables.grids import combinations, tables, told
from bot.rulebook.model import Branch, Fact, Outcome, Rule, RuleBook, Version
from bot.rulebook.problem import Problem


def problems(book: RuleBook) -> Iterator[Problem]:
    """Overlaps, unreachable branches and defaults that permit, in every version."""
    for rule, version in tables(book):
        yield from _overlaps(rule, version)
        yield from _unreachable(rule, version, book.facts)
        last = version.branches[-1]
        if last.outcome.strictness > Outcome.DEPENDS.strictness:
            message = f"selain_itu berbunyi {last.outcome}; yang tidak diketahui paling longgar tergantung"
            yield Problem(rule.path, last.line, message)


def _overlaps(rule: Rule, version: Version) -> Iterator[Problem]:
    seen: set[tuple[int, int]] = set()
    for facts, _ in combinations(version):
        hit = [branch for branch in version.branches if not branch.otherwise and branch.matches(facts)]
        for first, second in ((a, b) for n, a in enumerate(hit) for b in hit[n + 1 :]):
            lines = first.line, second.line
            if lines not in seen and _content(first) != _content(second):
                seen.add(lines)
                message = f"cabang ini bertumpuk dengan cabang di baris {first.line} untuk {told(facts)}"
                yield Problem(rule.path, second.line, message)


def _content(branch: Branch) -> tuple[object, ...]:
    return branch.outcome, branch.answer, branch.safe, branch.conditions, branch.readings, branch.basis


def _unreachable(rule: Rule, version: Version, facts: dict[str, Fact]) -> Iterator[Problem]:
    reached = set(version.table.cells.values())
    for n, branch in enumerate(version.branches):
        if branch.otherwise:
            continue  # it may be left without a case: it is there for the option added tomorrow
        if n not in reached:
            yield Problem(
                rule.path, branch.line, "cabang ini tidak pernah tercapai; cabang lain sudah memuatnya"
            )
        for fact, options in branch.when.items():
            if set(options) <= set(rule.excludes.get(fact, ())):
                message = (
                    f"cabang ini tidak pernah tercapai: tentang.bukan mengecualikan {fact} yang disebutnya"
                )
                yield Problem(rule.path, branch.line, message)
            elif fact in rule.needs and not facts[fact].multiple and not set(options) & set(rule.needs[fact]):
                message = f"cabang ini tidak pernah tercapai: tentang.perlu meminta {fact} yang lain"
                yield Problem(rule.path, branch.line, message)
