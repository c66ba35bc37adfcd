"""Opening the database: which kind, whether it is a corpus, and whether its tables are current.

SQLite runs in WAL mode with foreign keys on; writers take the lock when they begin, so that two
of them wait for each other instead of failing half-way; on PostgreSQL, a lock of litscan's own does
the same. A SQLite file that cannot be written is opened for reading. Everything the database may
refuse at run time becomes a `CorpusError` of one line.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from litscan.corpus.schema import REVISION
from litscan.errors import (
    CorpusError,
    CorpusTooNewError,
    MissingInputError,
    NotACorpusError,
    UsageError,
)

__all__ = ["Database", "chunks"]

_SQLITE_MAGIC = b"SQLite format 3\x00"
_BUSY_MILLISECONDS = 60_000
_WRITE = "litscan_write"
_WRITERS_LOCK = 0x6C69_7473_6361_6E  # "litscan"; any number that only litscan takes
_URL_ADVICE = "a SQLite file or postgresql+psycopg://user@host/database"


def _sqlite_path(name: str) -> Path | None:
    """Return the file that a corpus name means, or None if it is a URL of another database."""
    if name.startswith("sqlite:///"):
        return Path(name.removeprefix("sqlite:///"))
    return None if "://" in name else Path(name).expanduser()


def _check_sqlite_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise NotACorpusError(f"{path}: a folder, not a corpus", advice="name a file in it")
    if not path.exists():
        if not create:
            raise MissingInputError(
                f"{path}: there is no corpus", advice="make one with litscan import or collect"
            )
        if not path.parent.is_dir():
            raise MissingInputError(f"{path}: the folder {path.parent} does not exist")
        if not _can_be_written(path):
            raise CorpusError(f"{path}: no corpus can be made, {path.parent} is read-only")
        return
    try:
        with path.open("rb") as stream:
            head = stream.read(len(_SQLITE_MAGIC))
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read: {error.strerror}") from error
    if head and head != _SQLITE_MAGIC:
        raise NotACorpusError(f"{path}: not a SQLite database", advice="name another with --corpus")


def _can_be_written(path: Path) -> bool:
    """Return whether SQLite can write a file; for that it puts others into its folder."""
    effective = os.access in os.supports_effective_ids
    real = path.resolve()
    places = (real, real.parent) if real.exists() else (real.parent,)
    return all(os.access(place, os.W_OK, effective_ids=effective) for place in places)


def _read_only_address(path: Path) -> str:
    """Return the URI by which SQLite only reads a file.

    Without a write-ahead log, nothing is outstanding and nobody writes: the file can be taken as
    it is, with no need of the files that SQLite would otherwise put beside it.
    """
    real = path.resolve()
    log = real.with_name(f"{real.name}-wal")
    settled = not log.exists() or log.stat().st_size == 0
    return f"{real.as_uri()}?mode=ro" + ("&immutable=1" if settled else "")


def _sqlite_engine(path: Path, *, writable: bool) -> sa.Engine:
    address = str(path.absolute()) if writable else _read_only_address(path)

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address,
            uri=not writable,
            timeout=_BUSY_MILLISECONDS / 1000,
            check_same_thread=False,
        )

    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)), creator=connect)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # litscan begins its transactions itself, below
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")
        connection.execute("PRAGMA journal_size_limit = 67108864")
        # With the write-ahead log, this may lose the last transactions in a power cut, no more.
        connection.execute("PRAGMA synchronous = NORMAL")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        write = connection.get_execution_options().get(_WRITE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _server_engine(url: str) -> sa.Engine:
    shown = f"{url.partition('://')[0][:40]}://…"  # the rest may hold a password
    try:
        parsed = sa.make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError):
        raise UsageError(f"{shown}: not a database URL", advice=_URL_ADVICE) from None
    if backend != "postgresql":
        raise UsageError(f"{backend}: not a database litscan works on", advice=_URL_ADVICE)
    try:
        engine = sa.create_engine(parsed.set(drivername="postgresql+psycopg"))
    except (ImportError, NoSuchModuleError):
        raise UsageError(
            "PostgreSQL needs the psycopg driver", advice="pip install 'litscan[postgres]'"
        ) from None
    except (SQLAlchemyError, TypeError, ValueError):
        raise UsageError(f"{shown}: not a database URL", advice=_URL_ADVICE) from None

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: Any) -> None:
        # As on SQLite: a power cut may lose the last transactions, whole ones.
        connection.execute("SET synchronous_commit = off")
        connection.commit()

    return engine


class Database:
    """A connection to a corpus's database, with its tables brought up to date.

    Parameters
    ----------
    name : str or Path
        Path of a SQLite file, or ``postgresql+psycopg://...``.
    create : bool
        Whether a missing or empty database becomes a new corpus.

    Attributes
    ----------
    writable : bool
        Whether anything can be stored: not in a file or folder that cannot be written, nor with
        a server or user that only reads.
    """

    def __init__(self, name: str | Path, *, create: bool = True) -> None:
        self.path = _sqlite_path(str(name))
        if self.path is not None:
            _check_sqlite_file(self.path, create=create)
            self.writable = _can_be_written(self.path)
            self.engine = _sqlite_engine(self.path, writable=self.writable)
            self.name = str(self.path)
        else:
            self.writable = True
            self.engine = _server_engine(str(name))
            self.name = self.engine.url.render_as_string(hide_password=True)
        try:
            self._bring_up_to_date(create=create)
            if not self.is_sqlite:
                self.writable = self._server_lets_write()
        except BaseException:
            self.engine.dispose()
            raise

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite rather than PostgreSQL."""
        return self.path is not None

    def close(self) -> None:
        """Close all connections; a SQLite corpus becomes one file again."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Yield a connection in a transaction that only reads."""
        with self._errors(), self.engine.connect() as connection, connection.begin():
            yield connection

    def check_writable(self) -> None:
        """Raise a `CorpusError` if the corpus is read-only."""
        if not self.writable:
            raise CorpusError(
                f"{self.name}: the corpus is read-only",
                advice="make it and its folder writable, or copy it",
            )

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Yield a connection in a transaction: all of it is kept, or none.

        There is one writer at a time; others wait.
        """
        self.check_writable()
        with self._errors(), self.engine.connect() as plain:
            connection = plain.execution_options(**{_WRITE: True})
            with connection.begin():
                if not self.is_sqlite:
                    lock = sa.func.pg_advisory_xact_lock(_WRITERS_LOCK)
                    connection.execute(sa.select(lock))
                yield connection

    @property
    def _driver_error(self) -> type[Exception]:
        """What the driver raises where it is used without SQLAlchemy."""
        found: type[Exception] = self.engine.dialect.loaded_dbapi.Error
        return found

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, self._driver_error) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            reason = str(cause).partition("\n")[0]
            if "not a database" in reason:
                raise NotACorpusError(f"{self.name}: not a SQLite database") from error
            raise CorpusError(f"{self.name}: {reason}") from error
        except SQLAlchemyError as error:
            reason = str(error).partition("\n")[0]
            raise CorpusError(f"{self.name}: {reason}") from error

    def _bring_up_to_date(self, *, create: bool) -> None:
        with self.reading() as connection:
            if self._is_current(connection, create=create):
                return
        if self.is_sqlite:
            self._log_ahead()
        from litscan.corpus.migrations.upgrade import upgrade

        with self.writing() as connection:  # someone else may have upgraded it by now
            if not self._is_current(connection, create=create):
                upgrade(connection)

    def _is_current(self, connection: sa.Connection, *, create: bool) -> bool:
        revision = self._revision(connection)
        if revision == REVISION:
            return True
        if revision is None and not create and self.is_sqlite:
            raise NotACorpusError(f"{self.name}: an empty database, not a corpus")
        from litscan.corpus.migrations.upgrade import known_revisions

        if revision is not None and revision not in known_revisions():
            raise CorpusTooNewError(
                f"{self.name}: written by a later litscan"
                f" (tables {revision!r}, known {REVISION!r})",
                advice="upgrade: pip install --upgrade litscan",
            )
        return False

    def _log_ahead(self) -> None:
        """Switch to write-ahead logging; SQLite does not wait for others here, so this does."""
        self.check_writable()
        patience = time.monotonic() + _BUSY_MILLISECONDS / 1000
        with self._errors(), self.engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            while True:
                try:
                    raw.cursor().execute("PRAGMA journal_mode = WAL")
                    return
                except sqlite3.OperationalError as error:
                    if "locked" not in str(error) or time.monotonic() > patience:
                        raise CorpusError(f"{self.name}: {error}") from error
                    time.sleep(0.05)

    def _server_lets_write(self) -> bool:
        allowed = sa.text(
            "SELECT current_setting('transaction_read_only') = 'off'"
            " AND has_table_privilege('papers', 'INSERT')"
        )
        with self.reading() as connection:
            return bool(connection.execute(allowed).scalar_one())

    def _revision(self, connection: sa.Connection) -> str | None:
        """Return the revision of the tables, or None if the database is empty."""
        tables = set(sa.inspect(connection).get_table_names())
        if not tables:
            return None
        if not {"alembic_version", "papers", "stage_runs"} <= tables:
            raise NotACorpusError(
                f"{self.name}: a database, but not a litscan corpus"
                f" (it has {', '.join(sorted(tables)[:3])})",
                advice="name another with --corpus",
            )
        query = sa.text("SELECT version_num FROM alembic_version")
        revision = connection.execute(query).scalar_one_or_none()
        if revision is None:
            raise NotACorpusError(f"{self.name}: its tables have no version")
        return str(revision)


def chunks(items: list[Any], size: int) -> Iterator[list[Any]]:
    """Yield a list in pieces of at most a size.

    Examples
    --------
    >>> list(chunks([1, 2, 3], 2))
    [[1, 2], [3]]
    """
    for start in range(0, len(items), size):
        yield items[start : start + size]
