"""What can go wrong with the database, in one clear Indonesian sentence each."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError


class StoreError(Exception):
    """The database cannot be used; the text says why and how to mend it, and holds no secret."""


class LockedError(StoreError):
    """Another process holds the database; waiting may help."""


_LOCKED = "database is locked"
_SENTENCES = {
    "unable to open database file": "Berkas basis data {place} tidak dapat dibuka atau dibuat. "
    "Periksa apakah alamatnya berkas (bukan folder) dan foldernya boleh ditulisi.",
    "readonly database": "Basis data {place} tidak boleh ditulisi. "
    "Beri izin tulis pada berkas dan foldernya.",
    "file is not a database": "Berkas {place} bukan basis data SQLite. "
    "Periksa NETRAL_DATABASE_URL atau pulihkan dari cadangan.",
    "malformed": "Basis data {place} rusak. Hentikan bot lalu pulihkan dari cadangan.",
    "disk is full": "Penyimpanan untuk basis data {place} penuh. Kosongkan ruang, lalu coba lagi.",
    "disk I/O error": "Penyimpanan untuk basis data {place} bermasalah. Periksa diska server.",
    _LOCKED: "Basis data {place} terkunci proses lain terlalu lama. "
    "Hentikan proses yang memegangnya, lalu coba lagi.",
}


def explain(place: str, error: DBAPIError) -> StoreError:
    """The sentence for what the driver reported; `place` names the database without its password."""
    reason = str(error.orig)
    for sign, sentence in _SENTENCES.items():
        if sign in reason:
            kind = LockedError if sign == _LOCKED else StoreError
            return kind(sentence.format(place=place))
    return StoreError(
        f"Basis data {place} tidak dapat dipakai: {reason.splitlines()[0] if reason else error}."
    )
