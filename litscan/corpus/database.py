"""Opening the database: which kind, whether it is a corpus, and whether its tables are current.

SQLite runs in WAL mode with foreign keys on; writers take the lock when they begin, so that two
of them wait for each other instead of failing half-way. Everything the database may refuse at
run time becomes a `CorpusError` of one line.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError

from litscan.corpus.schema import REVISION
from litscan.errors import (
    CorpusError,
    CorpusTooNewError,
    MissingInputError,
    NotACorpusError,
    UsageError,
)

__all__ = ["Database", "chunks", "insert_rows"]

_SQLITE_MAGIC = b"SQLite format 3\x00"
_BUSY_MILLISECONDS = 60_000
_WRITE = "litscan_write"


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
        return
    try:
        with path.open("rb") as stream:
            head = stream.read(len(_SQLITE_MAGIC))
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read: {error.strerror}") from error
    if head and head != _SQLITE_MAGIC:
        raise NotACorpusError(f"{path}: not a SQLite database", advice="name another with --corpus")


def _sqlite_engine(path: Path) -> sa.Engine:
    engine = sa.create_engine(
        f"sqlite:///{path}", connect_args={"timeout": _BUSY_MILLISECONDS / 1000}
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # litscan begins its transactions itself, below
        connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        write = connection.get_execution_options().get(_WRITE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def _server_engine(url: str) -> sa.Engine:
    try:
        parsed = sa.make_url(url)
    except ArgumentError:
        raise UsageError(f"{url}: not a database URL") from None
    if parsed.get_backend_name() != "postgresql":
        raise UsageError(
            f"{parsed.get_backend_name()}: not a database litscan works on",
            advice="a SQLite file or postgresql+psycopg://user@host/database",
        )
    try:
        return sa.create_engine(parsed.set(drivername="postgresql+psycopg"))
    except (ImportError, NoSuchModuleError):
        raise UsageError(
            "PostgreSQL needs the psycopg driver", advice="pip install 'litscan[postgres]'"
        ) from None


class Database:
    """A connection to a corpus's database, with its tables brought up to date.

    Parameters
    ----------
    name : str or Path
        Path of a SQLite file, or ``postgresql+psycopg://...``.
    create : bool
        Whether a missing or empty database becomes a new corpus.
    """

    def __init__(self, name: str | Path, *, create: bool = True) -> None:
        self.path = _sqlite_path(str(name))
        if self.path is not None:
            _check_sqlite_file(self.path, create=create)
            self.engine = _sqlite_engine(self.path)
            self.name = str(self.path)
        else:
            self.engine = _server_engine(str(name))
            self.name = self.engine.url.render_as_string(hide_password=True)
        try:
            self._bring_up_to_date(create=create)
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

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Yield a connection in a transaction: all of it is kept, or none."""
        with self._errors(), self.engine.connect() as plain:
            connection = plain.execution_options(**{_WRITE: True})
            with connection.begin():
                yield connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except DBAPIError as error:
            reason = str(error.orig).partition("\n")[0]
            if "not a database" in reason:
                raise NotACorpusError(f"{self.name}: not a SQLite database") from error
            raise CorpusError(f"{self.name}: {reason}") from error

    def _bring_up_to_date(self, *, create: bool) -> None:
        revision = self._revision()
        if revision == REVISION:
            return
        if revision is None and not create and self.is_sqlite:
            raise NotACorpusError(f"{self.name}: an empty database, not a corpus")
        from litscan.corpus.migrations.upgrade import known_revisions, upgrade

        if revision is not None and revision not in known_revisions():
            raise CorpusTooNewError(
                f"{self.name}: written by a later litscan"
                f" (tables {revision!r}, known {REVISION!r})",
                advice="upgrade: pip install --upgrade litscan",
            )
        if self.is_sqlite:
            with self._errors(), self.engine.connect() as connection:
                raw = connection.connection.dbapi_connection
                assert raw is not None
                raw.cursor().execute("PRAGMA journal_mode = WAL")
        with self.writing() as connection:
            upgrade(connection)

    def _revision(self) -> str | None:
        """Return the revision of the tables, or None if the database is empty."""
        with self.reading() as connection:
            tables = set(sa.inspect(connection).get_table_names())
            if not tables:
                return None
            if not {"alembic_version", "papers", "stage_runs"} <= tables:
                raise NotACorpusError(
                    f"{self.name}: a database, but not a litscan corpus"
                    f" (it has {', '.join(sorted(tables)[:3])})",
                    advice="name another with --corpus",
                )
            revision = connection.execute(
                sa.text("SELECT version_num FROM alembic_version")
            ).scalar_one_or_none()
        if revision is None:
            raise NotACorpusError(f"{self.name}: its tables have no version")
        return str(revision)


def insert_rows(
    connection: sa.Connection, table: sa.Table, names: tuple[str, ...], rows: list[tuple[Any, ...]]
) -> None:
    """Insert many rows of plain values, without SQLAlchemy looking at each."""
    if not rows:
        return
    quoted = ", ".join(f'"{name}"' for name in names)
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    marks = ", ".join([mark] * len(names))
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({quoted}) VALUES ({marks})", rows)


def chunks(items: list[Any], size: int) -> Iterator[list[Any]]:
    """Yield a list in pieces of at most a size.

    Examples
    --------
    >>> list(chunks([1, 2, 3], 2))
    [[1, 2], [3]]
    """
    for start in range(0, len(items), size):
        yield items[start : start + size]
