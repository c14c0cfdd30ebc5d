"""What the product has written to stderr, searched for what is nobody's business there."""

import io
import re

from bot.simulator.state import DEFAULT_TOKEN
from tests.support.office import STAFF

QUESTION = "boleh like postingan caleg kakak ipar saya bernama Zulaikha?"
NEWS = "Apel pagi pindah ke halaman belakang karena hujan."
REASON = "ditunda karena keliru sekali"


class Log:
    """What the product has written to stderr."""

    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream
        self.secrets: set[str] = {QUESTION, "Zulaikha", REASON, NEWS, "Mangkunegara", "Balitbang"}
        self.secrets |= {"19850312201001200", DEFAULT_TOKEN.partition(":")[2]}
        for card in STAFF.values():
            self.secrets |= {
                *card.name.split(),
                card.number,
                card.phone,
                f"0{card.phone[3:]}",
                card.phone[3:],
            }
            self.secrets |= {card.unit, *card.unit.split("/")} | ({str(card.account)} - {"0"})

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    def is_silent(self) -> None:
        """Asserts that nothing personal stands in it."""
        told = [
            secret for secret in self.secrets if re.search(rf"(?<!\w){re.escape(secret)}(?!\w)", self.text)
        ]
        assert told == [], self.text[:20_000]
