"""A file's value against its shape; what does not fit becomes Indonesian problems with line numbers.

It translates the schema library's complaints and knows nothing of what the files mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.rulebook.problem import Problem
from bot.rulebook.reading.schema import Strict
from bot.rulebook.reading.source import Parsed, Source

Shape = TypeVar("Shape", bound=Strict)

_EXPECTED = {
    "string_type": "harus teks",
    "list_type": "harus daftar (baris-baris berawalan '- ')",
    "dict_type": "harus peta 'kunci: nilai'",
    "model_type": "harus peta 'kunci: nilai'",
    "model_attributes_type": "harus peta 'kunci: nilai'",
    "string_too_short": "tidak boleh kosong (tulis null bila memang tidak ada)",
    "too_short": "tidak boleh kosong",
}
_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "harus huruf kecil, angka, dan tanda '-' (misalnya medsos-menyukai)",
    r"^https?://\S+$": "harus alamat lengkap yang diawali https://",
    r"^D-\d\d$": "harus nomor sengketa seperti D-01",
    r"^[0-9a-f]{64}$": "harus 64 angka heksadesimal; jangan ditulis tangan, pakai: netral rulebook sign",
}


def checked(
    shape: type[Shape],
    value: Parsed,
    source: Source,
    problems: list[Problem],
    place: tuple[str | int, ...] = (),
) -> Shape | None:
    """The value as `shape`, or None with everything that is wrong added to `problems`."""
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            at = (*place, *detail["loc"])
            problems.append(Problem(source.path, source.line(*at), _explain(detail, shape)))
        return None


def suggestion(word: str, known: Sequence[str]) -> str:
    """'; mungkin maksudnya: x' where something known looks like the word."""
    close = get_close_matches(word, known, n=1)
    return f"; mungkin maksudnya: {close[0]}" if close else ""


def _explain(detail: ErrorDetails, shape: type[Strict]) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    keys = [str(step) for step in detail["loc"] if isinstance(step, str) and not step.startswith("[")]
    name = keys[-1] if keys else "berkas ini"
    if kind == "missing":
        return f"kunci '{name}' wajib ada"
    if kind == "extra_forbidden":
        return f"kunci '{name}' tidak dikenal{suggestion(name, _aliases(shape, detail['loc']))}"
    if kind == "value_error":
        said = detail["msg"].removeprefix("Value error, ")
        return f"'{name}': {said}" if keys else said
    if kind == "literal_error":
        return f"'{name}': harus salah satu dari: {str(context['expected']).replace(' or ', ', ')}"
    if kind == "string_pattern_mismatch":
        return f"'{name}': {_PATTERNS[str(context['pattern'])]}"
    return f"'{name}': {_EXPECTED.get(kind, 'bentuk nilainya tidak sesuai')}"


def _aliases(shape: type[Strict], place: tuple[str | int, ...]) -> list[str]:
    """The keys allowed where the unknown key stands: follow the shape down to it."""
    here: type[Strict] = shape
    for step in place[:-1]:
        field = next((f for n, f in here.model_fields.items() if step in (f.alias, n)), None)
        if field is None:
            continue
        inner = [
            kind for kind in _parts(field.annotation) if isinstance(kind, type) and issubclass(kind, Strict)
        ]
        if inner:
            here = inner[0]
    return [field.alias or name for name, field in here.model_fields.items()]


def _parts(annotation: object) -> list[object]:
    found = [annotation]
    for inner in getattr(annotation, "__args__", ()):
        found.extend(_parts(inner))
    return found
