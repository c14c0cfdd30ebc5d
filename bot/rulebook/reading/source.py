"""One YAML file as its author wrote it: every value is text, every key unique, every line number kept.

It knows YAML and nothing of the rule base. Implicit types are off on purpose: `no` stays the word no.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.rulebook.problem import Problem

Parsed = str | None | list["Parsed"] | dict[str, "Parsed"]

_PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}
_COMPLAINTS = {
    "mapping values are not allowed": "titik dua tidak pada tempatnya; "
    "beri tanda kutip pada teks yang memuat ': '",
    "found character that cannot start any token": "ada tab atau tanda yang tidak boleh mengawali teks; "
    "pakai spasi, atau beri tanda kutip",
    "could not find expected ':'": "titik dua sesudah nama kunci tidak ada",
    "did not find expected key": "susunan kunci terputus; periksa indentasi dan tanda kutip",
    "did not find expected '-' indicator": "butir daftar tidak sejajar atau tanpa tanda '-'",
    "did not find expected ',' or ']'": "daftar [ … ] tidak ditutup atau kurang koma",
    "did not find expected ',' or '}'": "peta { … } tidak ditutup atau kurang koma",
    "found unexpected end of stream": "tanda kutip tidak ditutup",
    "expected a single document": "satu berkas hanya boleh memuat satu dokumen; hapus garis '---' yang kedua",
    "found undefined alias": "rujukan '*' tidak dikenal; beri tanda kutip pada teks yang diawali '*'",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file read: its name as shown, its value, and where each value stands."""

    path: str
    data: Parsed
    root: Node

    def line(self, *place: str | int) -> int:
        """The line (from 1) of the value at `place`, or of the nearest thing above it that exists."""
        node, line = self.root, self.root.start_mark.line
        for step in place:
            if isinstance(node, MappingNode):
                pair = next((pair for pair in node.value if pair[0].value == step), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line, pair[1]
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
                line = node.start_mark.line
            else:
                break
        return int(line) + 1


def read(file: Path, name: str, problems: list[Problem]) -> Source | None:
    """Read one file; what is wrong with it goes to `problems`, and then there is no Source."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        problems.append(Problem(name, 1, "berkas bukan teks UTF-8; simpan ulang dengan pengodean UTF-8"))
        return None
    except OSError as error:
        problems.append(Problem(name, 1, f"berkas tidak dapat dibaca ({error.strerror})"))
        return None
    return parse(text, name, problems)


def parse(text: str, name: str, problems: list[Problem]) -> Source | None:
    """Parse YAML text; what is wrong with it goes to `problems`, and then there is no Source."""
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        problems.append(_complaint(error, name))
        return None
    if root is None:
        problems.append(Problem(name, 1, "berkas kosong"))
        return None
    found: list[Problem] = []
    data = _value(root, name, found)
    problems.extend(found)
    return None if found else Source(name, data, root)


def _value(node: Node, name: str, found: list[Problem]) -> Parsed:
    if node.tag not in _PLAIN_TAGS:
        found.append(
            Problem(name, node.start_mark.line + 1, f"penanda jenis '{node.tag}' tidak dipakai; hapus")
        )
        return None
    if isinstance(node, ScalarNode):
        plain = not node.style  # the C parser leaves "" there, the Python one None
        return None if plain and node.value == "null" else str(node.value)
    if isinstance(node, SequenceNode):
        return [_value(item, name, found) for item in node.value]
    values: dict[str, Parsed] = {}
    for key, value in node.value:
        if not isinstance(key, ScalarNode):
            found.append(Problem(name, key.start_mark.line + 1, "nama kunci harus berupa satu kata"))
        elif key.value in values:
            found.append(Problem(name, key.start_mark.line + 1, f"kunci '{key.value}' ditulis dua kali"))
        else:
            values[key.value] = _value(value, name, found)
    return values


def _complaint(error: yaml.YAMLError, name: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    context = str(getattr(error, "context", None) or "")
    meaning = next(
        (ours for theirs, ours in _COMPLAINTS.items() if theirs in said or theirs in context), None
    )
    if meaning is None:
        meaning = "susunan YAML tidak terbaca; periksa indentasi, tanda kutip, dan titik dua"
    column = f" (kolom {mark.column + 1})" if mark else ""
    return Problem(name, mark.line + 1 if mark else 1, meaning + column)
