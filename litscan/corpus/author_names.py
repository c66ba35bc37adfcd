"""Author names, each stored once."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.bulk import among, insert_rows, next_numbers

__all__ = ["AuthorNames"]

_REMEMBERED = 200_000


class AuthorNames:
    """The row ids of author names, remembered for the length of one import."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def ids(self, connection: sa.Connection, names: Iterable[str]) -> dict[str, int]:
        """Return the row id of every name, storing those that are new.

        Ids found in a transaction that is rolled back later are of no harm: the import ends
        with it.
        """
        wanted = list(dict.fromkeys(names))
        if len(self._ids) > _REMEMBERED:
            self._ids.clear()
        missing = [name for name in wanted if name not in self._ids]
        if missing:
            table = schema.authors
            known = sa.select(table.c.name, table.c.id)
            rows = connection.execute(known.where(among(connection, table.c.name, missing)))
            self._ids.update((name, number) for name, number in rows)
            new = [name for name in missing if name not in self._ids]
            numbered = list(zip(new, next_numbers(connection, table, len(new)), strict=True))
            insert_rows(connection, table, ("name", "id"), numbered)
            self._ids.update(numbered)
        return {name: self._ids[name] for name in wanted}
