"""Turns at a host that all processes working on a corpus take, and pauses that outlive them.

What is remembered is in the table ``hosts``. Whose turn it is, a lock says
(`litscan.corpus.locks`), whose file beside a SQLite corpus is ``litscan.db-turn``. Times are of the
wall clock, on PostgreSQL of the server's, since machines share it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from litscan.collect.gate import Gate, HostState, KeptGate, LocalGate
from litscan.corpus import schema
from litscan.corpus.database import Database
from litscan.corpus.locks import FileLock, Lock, ServerLock
from litscan.corpus.part import Part
from litscan.errors import CorpusError

__all__ = ["CorpusGate", "Turns"]

log = logging.getLogger(__name__)

_HOSTS = schema.hosts
_TURN = 0x6C69_7474_7572_6E  # "litturn"; any number that only litscan takes
_SOON = 10.0
_PATIENCE = 3600.0


class Turns(Part):
    """The part of the corpus through which requests to arXiv pass."""

    def gate(self, tell: Callable[[str], None] | None = None) -> Gate:
        """Return the gate that all processes working on this corpus share.

        A corpus that is read-only has none; turns are then kept within the process.

        Parameters
        ----------
        tell : callable, optional
            Is given one line when a pause is waited for; by default it is logged.

        Examples
        --------
        >>> import tempfile
        >>> from litscan.corpus import Corpus
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with Corpus.open(f"{folder}/litscan.db") as corpus:
        ...         corpus.gate().cool_down("arxiv.org", 600, "HTTP 429")
        ...     with Corpus.open(f"{folder}/litscan.db") as corpus:
        ...         corpus.gate().cooling("arxiv.org").reason
        'HTTP 429'
        """
        if not self._database.writable:
            return LocalGate(tell=tell)
        return CorpusGate(self._database, tell=tell)


class CorpusGate(KeptGate):
    """A gate over a corpus's database.

    Parameters
    ----------
    database : Database
        One that can be written.
    clock : callable, optional
        Wall-clock seconds, in place of the machine's or the database server's.
    sleep, tell
        See `litscan.collect.gate.KeptGate`.
    """

    room = 0.05  # in which a waiting process finds the lock free: longer than its polls

    def __init__(
        self,
        database: Database,
        clock: Callable[[], float] | None = None,
        sleep: Callable[[float], None] = time.sleep,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__(sleep, tell)
        self._database = database
        self._clock = clock or (time.time if database.is_sqlite else self._server_time)
        self._lock = _turn_lock(database)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._lock.acquire(_SOON):
            self._tell("another litscan asks on behalf of this corpus; waiting for a turn")
            if not self._lock.acquire(_PATIENCE):
                raise CorpusError(
                    f"{self._database.name}: another litscan has not let go of its turn for"
                    f" {_PATIENCE / 60:.0f} minutes",
                    advice="see whether it hangs",
                )
        try:
            yield
        finally:
            self._lock.release()

    def _now(self) -> float:
        return self._clock()

    def _server_time(self) -> float:
        with self._database.reading() as connection:
            now = sa.text("SELECT extract(epoch FROM clock_timestamp())")
            return float(connection.execute(now).scalar_one())

    def _load(self, host: str) -> HostState:
        columns = (_HOSTS.c.last_start, _HOSTS.c.cooldown_until, _HOSTS.c.reason, _HOSTS.c.refusals)
        with self._database.reading() as connection:
            query = sa.select(*columns).where(_HOSTS.c.host == host)
            row = connection.execute(query).one_or_none()
        return HostState(*row) if row else HostState(0.0, 0.0)

    def _save(self, host: str, state: HostState) -> None:
        values = {
            "last_start": state.last_start,
            "cooldown_until": state.cooldown_until,
            "reason": state.reason,
            "refusals": state.refusals,
        }
        with self._database.writing() as connection:
            update = _HOSTS.update().where(_HOSTS.c.host == host).values(**values)
            if not connection.execute(update).rowcount:
                connection.execute(_HOSTS.insert().values(host=host, **values))


def _turn_lock(database: Database) -> Lock:
    if database.path is None:
        return ServerLock(database, _TURN)
    real = database.path.resolve()
    return FileLock(real.with_name(f"{real.name}-turn"))
