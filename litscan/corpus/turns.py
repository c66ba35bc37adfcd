"""Turns at a host that all processes working on a corpus take, and pauses that outlive them.

What is remembered is in the table ``hosts``. Whose turn it is, a lock says that a process gives up
by dying: beside a SQLite corpus a locked file (``litscan.db-turn``), on PostgreSQL a lock of the
session. Times are of the wall clock, on PostgreSQL of the server's, since machines share it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from litscan.collect.gate import Gate, HostState, KeptGate, LocalGate
from litscan.corpus import schema
from litscan.corpus.database import Database
from litscan.corpus.part import Part
from litscan.errors import CorpusError

__all__ = ["CorpusGate", "Turns"]

log = logging.getLogger(__name__)

_HOSTS = schema.hosts
_TURN = 0x6C69_7474_7572_6E  # "litturn"; any number that only litscan takes
_POLL = 0.02
_SOON = 10.0
_PATIENCE = 3600.0
_LOCK_NOT_AVAILABLE = "55P03"
_DEAD_PEERS = ("tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count")


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


class _Lock(Protocol):
    def acquire(self, seconds: float) -> bool: ...
    def release(self) -> None: ...


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

    room = 0.05  # in which a waiting process finds the lock free: longer than _POLL

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
        path = database.path
        self._lock: _Lock = _ServerLock(database) if path is None else _FileLock(path)

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


class _FileLock:
    """A locked file beside a SQLite corpus."""

    def __init__(self, corpus: Path) -> None:
        from filelock import FileLock

        real = corpus.resolve()
        self._path = real.with_name(f"{real.name}-turn")
        self._lock = FileLock(self._path)

    def acquire(self, seconds: float) -> bool:
        from filelock import Timeout

        try:
            self._lock.acquire(timeout=seconds, poll_interval=_POLL)
        except Timeout:
            return False
        except (OSError, NotImplementedError) as error:
            raise CorpusError(f"{self._path}: cannot be locked: {error}") from error
        return True

    def release(self) -> None:
        self._lock.release()


class _ServerLock:
    """An advisory lock of a PostgreSQL session, on a connection of its own while it is held.

    The server frees it as soon as the connection ends; it is told to look for peers that
    vanished without a word.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: sa.Connection | None = None

    def acquire(self, seconds: float) -> bool:
        settings = {"lock_timeout": f"{seconds * 1000:.0f}", **dict.fromkeys(_DEAD_PEERS, "10")}
        set_ = [sa.func.set_config(name, value, sa.false()) for name, value in settings.items()]
        try:
            connection = self._database.engine.connect()
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            try:
                connection.execute(sa.select(*set_))
                connection.execute(sa.select(sa.func.pg_advisory_lock(_TURN)))
            except BaseException:
                connection.invalidate()
                connection.close()
                raise
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE:
                return False
            reason = str(error.orig).partition("\n")[0]
            raise CorpusError(f"{self._database.name}: {reason}") from error
        self._connection = connection
        return True

    def release(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(_TURN)))
            connection.execute(sa.text("RESET lock_timeout"))
        except DBAPIError:
            connection.invalidate()  # the session's end frees the lock
        finally:
            connection.close()
