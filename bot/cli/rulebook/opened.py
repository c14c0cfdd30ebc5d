"""The rule base as the folders hold it, without the reader: what the commands of the rule book stand on."""

from __future__ import annotations

from bot.cli.core.fault import InputError
from bot.cli.core.settings import Ground
from bot.rulebook.model import RuleBook


def opened(ground: Ground) -> RuleBook:
    """The rules with the overlays laid over them; raises InputError where they cannot be read."""
    from bot.cli.core.load_checked import refusal
    from bot.rulebook.problem import KnowledgeError
    from bot.rulebook.reading.load import load

    try:
        return load(ground.knowledge, ground.overlays)
    except KnowledgeError as error:
        raise InputError(refusal(tuple(str(error).splitlines()))) from error
