"""How many full texts a host is asked for in a day, over all runs and processes."""

from __future__ import annotations

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.part import Part, now

__all__ = ["Allowances"]

_HOSTS = schema.hosts


class Allowances(Part):
    """The part of the corpus that keeps account of what was asked of a host today (UTC)."""

    def take_allowance(self, host: str, budget: int | None) -> bool:
        """Count one paper that a host is about to be asked for; False if the day's are used up.

        It is counted before it is asked for: a run that is killed has not asked for more.

        Parameters
        ----------
        host : str
            As `litscan.collect.gate.place_of` names it.
        budget : int or None
            Papers a day; None for any number.

        Examples
        --------
        >>> import tempfile
        >>> from litscan.corpus import Corpus
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with Corpus.open(f"{folder}/litscan.db") as corpus:
        ...         [corpus.take_allowance("arxiv.org", 2) for _ in range(3)]
        [True, True, False]
        """
        day = now()[:10]
        today = _HOSTS.c.day == day
        used = sa.case((today, _HOSTS.c.fetched), else_=0)
        update = _HOSTS.update().where(_HOSTS.c.host == host)
        with self._database.writing() as connection:
            there = connection.execute(sa.select(used).where(_HOSTS.c.host == host)).scalar()
            if budget is not None and (there or 0) >= budget:
                return False
            if there is None:
                connection.execute(_HOSTS.insert().values(host=host, day=day, fetched=1))
            else:
                connection.execute(update.values(day=day, fetched=used + 1))
        return True

    def taken_today(self, host: str) -> int:
        """Return how many papers a host was asked for today."""
        query = sa.select(_HOSTS.c.fetched).where(_HOSTS.c.host == host, _HOSTS.c.day == now()[:10])
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar() or 0)
