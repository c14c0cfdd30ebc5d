"""Two rule bases held against each other: what the bot would say differently, case by case and day by day.

Pure, like the examiner. It compares what rules say, not how questions find them: phrasings, the lexicon, the
learned reader, election dates, pledges and reminders are not its business.
"""

from bot.check.difference.compare import compare
from bot.check.difference.model import Difference

__all__ = ["Difference", "compare"]
