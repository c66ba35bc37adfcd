"""Author names, each stored once."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from litscan.corpus import schema
from litscan.corpus.database import chunks

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
        table = schema.authors
        insert = insert_sqlite if connection.dialect.name == "sqlite" else insert_postgresql
        for some in chunks(missing, 5000):
            known = sa.select(table.c.name, table.c.id).where(table.c.name.in_(some))
            self._ids.update((name, found) for name, found in connection.execute(known))
            new = [{"name": name} for name in some if name not in self._ids]
            if new:
                connection.execute(insert(table).on_conflict_do_nothing(), new)
                names_new = [row["name"] for row in new]
                again = sa.select(table.c.name, table.c.id).where(table.c.name.in_(names_new))
                self._ids.update((name, found) for name, found in connection.execute(again))
        return {name: self._ids[name] for name in wanted}
