"""What a person chose for himself: the language, for now."""

from __future__ import annotations

from sqlalchemy import select

from bot.store.engine.db import Database
from bot.store.tables import preference


class PreferenceStore:
    """Implements `bot.ask.ports.Preferences`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def language(self, person: str) -> str | None:
        """The language this person chose; None while nothing was chosen."""
        query = select(preference.c.language).where(preference.c.person == person)
        rows = await self._db.fetch(query)
        return rows[0].language if rows else None

    async def set_language(self, *, person: str, language: str) -> None:
        """Keeps this person's choice, replacing an earlier one."""
        statement = self._db.insert(preference).values(person=person, language=language)
        async with self._db.write() as connection:
            await connection.execute(
                statement.on_conflict_do_update(
                    index_elements=[preference.c.person], set_={"language": statement.excluded.language}
                )
            )
