"""The bot's own words: locales/<language>/<feature>.yaml, asked for as `words("ask.welcome", name="…")`.

Strict on purpose: an unknown key, a missing placeholder, or one too many raises instead of printing something
half right. Texts are plain with **tebal** and _miring_; escaping is the renderer's business. Must not know
Telegram, the law, or who is reading.
"""

from __future__ import annotations

import string
from collections.abc import Iterator
from pathlib import Path

import yaml


class WordingError(Exception):
    """A locale file or a call to it is wrong; the text says which, in Indonesian."""


class Wording:
    """All texts of one language."""

    def __init__(self, folder: Path, language: str) -> None:
        """Reads every file of folder/language; raises WordingError when one is missing or malformed."""
        home = folder / language
        files = sorted(home.glob("*.yaml"))
        if not files:
            raise WordingError(f"Tidak ada berkas bahasa di {home}. Periksa kode bahasa dan folder locales.")
        self.language = language
        self._texts: dict[str, str] = {}
        self._placeholders: dict[str, frozenset[str]] = {}
        for path in files:
            for key, text, line in _entries(path):
                self._texts[key] = text
                self._placeholders[key] = _placeholders(path, line, text)

    def __call__(self, key: str, /, **values: object) -> str:
        """The text under `key`, its {placeholders} filled; raises WordingError unless they fit exactly."""
        if key not in self._texts:
            raise WordingError(f"Teks '{key}' tidak ada dalam bahasa '{self.language}'.")
        expected = self._placeholders[key]
        if values.keys() != expected:
            raise WordingError(
                f"Teks '{key}' ({self.language}) meminta isian {sorted(expected)}, diberi {sorted(values)}."
            )
        return self._texts[key].format(**values)

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def keys(self) -> frozenset[str]:
        """Every key, as `feature.name`."""
        return frozenset(self._texts)

    def placeholders(self, key: str) -> frozenset[str]:
        """The names that `key` must be given."""
        return self._placeholders[key]


def differences(first: Wording, second: Wording) -> tuple[str, ...]:
    """What keeps two languages from being the same set of keys and placeholders, one sentence each."""
    found = [
        f"Teks '{key}' ada dalam '{has.language}', tetapi tidak dalam '{lacks.language}'."
        for has, lacks in ((first, second), (second, first))
        for key in sorted(has.keys() - lacks.keys())
    ]
    found += [
        f"Isian teks '{key}' berbeda: {sorted(first.placeholders(key))} dalam '{first.language}', "
        f"{sorted(second.placeholders(key))} dalam '{second.language}'."
        for key in sorted(first.keys() & second.keys())
        if first.placeholders(key) != second.placeholders(key)
    ]
    return tuple(found)


def _entries(path: Path) -> Iterator[tuple[str, str, int]]:
    """(key, text, line) of one file; nested mappings join their keys by dots."""
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise WordingError(f"{path}:{line}: YAML tidak terbaca: {error.problem}.") from error
    if not isinstance(root, yaml.MappingNode):
        raise WordingError(f"{path}:1: berkas bahasa harus berisi pasangan 'kunci: teks'.")
    yield from _walk(path, path.stem, root)


def _walk(path: Path, prefix: str, mapping: yaml.MappingNode) -> Iterator[tuple[str, str, int]]:
    seen: set[str] = set()
    for key_node, value in mapping.value:
        line = key_node.start_mark.line + 1
        key = f"{prefix}.{key_node.value}"
        if key in seen:
            raise WordingError(f"{path}:{line}: kunci '{key}' ditulis dua kali.")
        seen.add(key)
        if isinstance(value, yaml.MappingNode):
            yield from _walk(path, key, value)
        elif isinstance(value, yaml.ScalarNode) and value.value.strip():
            yield key, value.value.strip(), line
        else:
            raise WordingError(f"{path}:{line}: kunci '{key}' harus berisi teks.")


def _placeholders(path: Path, line: int, text: str) -> frozenset[str]:
    try:
        fields = [
            (name, spec, conversion)
            for _, name, spec, conversion in string.Formatter().parse(text)
            if name is not None
        ]
    except ValueError as error:
        raise WordingError(
            f"{path}:{line}: kurung kurawal tidak berpasangan; tulis {{{{ atau }}}}."
        ) from error
    for name, spec, conversion in fields:
        if not name.isidentifier() or spec or conversion:
            raise WordingError(f"{path}:{line}: isian '{{{name}}}' harus satu nama sederhana.")
    return frozenset(name for name, _, _ in fields)
