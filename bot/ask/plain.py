"""An answer as plain text, for a terminal or a pipe."""

from __future__ import annotations

from bot.ask.model import Answer
from bot.ask.sections import leaves, sections
from bot.text.markup import bare
from bot.wording import Wording


def plain(answer: Answer, words: Wording, number: str | None = None) -> str:
    """The same sections as in chat, without styles; options and candidates as a list below."""
    lines: list[str] = []
    for section in sections(answer, number, words):
        if section.gap and lines:
            lines.append("")
        lines.append(bare(section.spans))
    for leaf in leaves(answer):
        options = [label for _, label in leaf.ask.options] if leaf.ask else []
        lines += [f"  - {choice}" for choice in (*options, *(title for _, title in leaf.choices))]
    return "\n".join(lines)
