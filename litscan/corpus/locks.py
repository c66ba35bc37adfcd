"""Locks between processes that work on one corpus, each given up by its holder's death.

Beside a SQLite corpus a lock is a locked file, on PostgreSQL an advisory lock of a session.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from litscan.corpus.database import Database
from litscan.errors import CorpusError

__all__ = ["FileLock", "Lock", "ServerLock"]

_POLL = 0.02
_LOCK_NOT_AVAILABLE = "55P03"
_DEAD_PEERS = ("tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count")


class Lock(Protocol):
    """What one process at a time holds."""

    def acquire(self, seconds: float) -> bool:
        """Take the lock, waiting so long for it at most; False if another process has it."""

    def release(self) -> None:
        """Give the lock back."""


class FileLock:
    """A locked file.

    Parameters
    ----------
    path : Path
    passing : bool
        Whether the file goes when the lock is given back: for locks of many names that are tried
        and not waited for. Who waits may hold a file that is no longer the one of its name.
    """

    def __init__(self, path: Path, *, passing: bool = False) -> None:
        import filelock

        self._path = path
        self._passing = passing
        self._lock = filelock.FileLock(path)

    def acquire(self, seconds: float) -> bool:
        """Take the lock; see `Lock`.

        Raises
        ------
        CorpusError
            If the file cannot be locked.
        """
        from filelock import Timeout

        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire(timeout=seconds, poll_interval=_POLL)
        except Timeout:
            return False
        except (OSError, NotImplementedError) as error:
            raise CorpusError(f"{self._path}: cannot be locked: {error}") from error
        return True

    def release(self) -> None:
        """Give the lock back."""
        try:
            if self._passing:
                self._path.unlink(missing_ok=True)
        except OSError:
            pass  # Windows keeps a file that is open; a file left behind locks nothing
        finally:
            self._lock.release()


class ServerLock:
    """An advisory lock of a PostgreSQL session, on a connection of its own while it is held.

    The server frees it as soon as the connection ends; it is told to look for peers that
    vanished without a word.

    Parameters
    ----------
    database : Database
    key : int
        Which lock, of 64 bits with a sign.
    """

    def __init__(self, database: Database, key: int) -> None:
        self._database = database
        self._key = key
        self._connection: sa.Connection | None = None

    def acquire(self, seconds: float) -> bool:
        """Take the lock; see `Lock`.

        Raises
        ------
        CorpusError
            If the server cannot be reached or refuses.
        """
        try:
            connection = self._database.engine.connect()
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            try:
                taken = self._take(connection, seconds)
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
        if not taken:
            self._close(connection)
        return taken

    def _take(self, connection: sa.Connection, seconds: float) -> bool:
        settings = {"lock_timeout": f"{seconds * 1000:.0f}", **dict.fromkeys(_DEAD_PEERS, "10")}
        set_ = [sa.func.set_config(name, value, sa.false()) for name, value in settings.items()]
        connection.execute(sa.select(*set_))
        if not seconds:
            return bool(connection.scalar(sa.select(sa.func.pg_try_advisory_lock(self._key))))
        connection.execute(sa.select(sa.func.pg_advisory_lock(self._key)))
        return True

    def release(self) -> None:
        """Give the lock back."""
        connection = self._connection
        if connection is None:
            return
        try:
            connection.execute(sa.select(sa.func.pg_advisory_unlock(self._key)))
        except DBAPIError:
            connection.invalidate()  # the session's end frees the lock
        self._close(connection)

    def _close(self, connection: sa.Connection) -> None:
        self._connection = None
        try:
            if not connection.invalidated:
                connection.execute(sa.text("RESET lock_timeout"))
        except DBAPIError:
            connection.invalidate()
        finally:
            connection.close()
