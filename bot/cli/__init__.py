"""Commands for people at a terminal: `python -m bot …`, also installed as `netral`.

One module for each command; what takes long to import is imported where it is used, so that a question is
answered at once. Must not hold anything that the bot in chat does differently.
"""

from bot.cli.core.entry import main

__all__ = ["main"]
