"""The examiner of a rule base: proves what can be proved about it and names every place to mend.

Pure and synchronous. It judges the law as written down; it must not know Telegram, storage, settings, the
clock, or how questions are read: the reader is handed in and known only by its shape.
"""

from bot.check.examine import Report, check

__all__ = ["Report", "check"]
