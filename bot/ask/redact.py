"""Takes out of a question what points to a person, before it is kept for the legal officer.

Numbers long enough to be a telephone, NIP, NIK or account, handles, e-mail addresses and links go; years,
dates and articles of law stay, since the question is useless without them. Names cannot be recognised and are
not claimed to be. Pure text in, text out.
"""

from __future__ import annotations

import re
import unicodedata

_TOP_LEVEL = "com|net|org|id|me|ly|io|co|info|biz|app|link|site|online|xyz|gg|tv"

# In this order: an e-mail contains a handle, a link may contain a number. All are linear in time.
_PATTERNS = (
    (re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"), "[surel]"),
    (re.compile(r"(?:https?|tg)://\S+|\bwww\.\S+", re.IGNORECASE), "[tautan]"),
    (
        re.compile(rf"(?<![\w.-])(?:[a-z0-9-]{{1,63}}\.)+(?:{_TOP_LEVEL})\b(?:/\S*)?", re.IGNORECASE),
        "[tautan]",
    ),
    (re.compile(r"@[\w.]{2,}"), "[akun]"),
)
_DIGITS = re.compile(r"\+?\(?\d(?:[ .()/-]{0,2}\d)*\)?")
_SHORTEST_RUN, _SHORTEST_GROUPED = 5, 7
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")


def redact(text: str) -> str:
    """The same question without numbers, handles, e-mail addresses and links; whitespace is tidied."""
    visible = "".join(
        " " if letter.isspace() else letter
        for letter in text
        # Invisible characters could split a number, and lone surrogates cannot be stored.
        if letter.isspace() or unicodedata.category(letter) not in ("Cf", "Cc", "Cs")
    )
    plain = unicodedata.normalize("NFKC", visible)
    for pattern, mark in _PATTERNS:
        plain = pattern.sub(mark, plain)
    plain = _DIGITS.sub(_number, plain)
    return " ".join(plain.split())


def _number(match: re.Match[str]) -> str:
    written = match[0]
    runs = re.findall(r"\d+", written)
    digits = sum(map(len, runs))
    if _DATE.fullmatch(written):
        return written
    if max(map(len, runs)) >= _SHORTEST_RUN or digits >= _SHORTEST_GROUPED:
        return "[nomor]"
    return written
