"""What the store is asked for: Protocols whose arguments cannot be swapped unnoticed."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _classes() -> Iterator[tuple[str, ast.ClassDef]]:
    """Every Protocol of the features, and every class of the store."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        module = path.relative_to(ROOT)
        for one in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(one, ast.ClassDef):
                is_port = module.name == "ports.py" and "Protocol" in map(ast.unparse, one.bases)
                if is_port or (module.parts[1] == "store" and one.name.endswith("Store")):
                    yield f"{module}:{one.name}", one


CLASSES = dict(_classes())


def _swappable(method: ast.AsyncFunctionDef | ast.FunctionDef) -> list[str]:
    """Types that two of its positional parameters share, be one of them optional."""
    annotations = [one.annotation for one in method.args.args if one.annotation is not None]
    types = Counter(ast.unparse(one).removesuffix(" | None") for one in annotations)
    return [name for name, count in types.items() if count > 1]


@pytest.mark.parametrize("where", CLASSES)
def test_parameters_of_one_type_are_given_by_name(where):
    methods = [one for one in CLASSES[where].body if isinstance(one, ast.AsyncFunctionDef | ast.FunctionDef)]
    assert methods
    assert {one.name: found for one in methods if (found := _swappable(one))} == {}


def test_two_numbers_in_a_row_are_found():
    (method,) = ast.parse("async def swap(self, one: int, text: str, other: int | None) -> None: ...").body
    assert isinstance(method, ast.AsyncFunctionDef)
    assert _swappable(method) == ["int"]
