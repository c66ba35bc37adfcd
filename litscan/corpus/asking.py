"""Which paper a process is asking for, so that others that work on the corpus take the next.

A claim is a lock that its holder gives up by dying: beside a SQLite corpus a locked file in the
folder of its files, on PostgreSQL a lock of the session.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from litscan.corpus.part import Part
from litscan.errors import CorpusError

__all__ = ["Asking"]


class Asking(Part):
    """The part of the corpus in which processes say what they are asking for."""

    _folder: Path

    @contextmanager
    def asking_for(self, name: str) -> Iterator[bool]:
        """Claim a paper for as long as it is asked for; False if another process has it.

        Examples
        --------
        >>> import tempfile
        >>> from litscan.corpus import Corpus
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with Corpus.open(f"{folder}/litscan.db") as corpus:
        ...         with corpus.asking_for("1608.08710") as mine:
        ...             mine
        True
        """
        if self._database.path is None:
            with self._server_claim(name) as mine:
                yield mine
        else:
            with _file_claim(self._folder / ".asking" / _digest(name)) as mine:
                yield mine

    @contextmanager
    def _server_claim(self, name: str) -> Iterator[bool]:
        key = int(_digest(name), 16) - (1 << 63)
        try:
            connection = self._database.engine.connect()
            connection = connection.execution_options(isolation_level="AUTOCOMMIT")
            mine = bool(connection.scalar(sa.select(sa.func.pg_try_advisory_lock(key))))
        except DBAPIError as error:
            reason = str(error.orig).partition("\n")[0]
            raise CorpusError(f"{self._database.name}: {reason}") from error
        try:
            yield mine
        finally:
            try:
                if mine:
                    connection.execute(sa.select(sa.func.pg_advisory_unlock(key)))
            except DBAPIError:
                connection.invalidate()  # the session's end frees the lock
            finally:
                connection.close()


@contextmanager
def _file_claim(path: Path) -> Iterator[bool]:
    from filelock import FileLock, Timeout

    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(blocking=False)
    except Timeout:
        yield False
        return
    except (OSError, NotImplementedError) as error:
        raise CorpusError(f"{path}: cannot be locked: {error}") from error
    try:
        yield True
    finally:
        path.unlink(missing_ok=True)
        lock.release()


def _digest(name: str) -> str:
    """Return 16 hexadecimal digits that stand for a paper."""
    return hashlib.sha256(f"litscan fetch {name}".encode()).hexdigest()[:16]
