from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from litscan.corpus import Corpus, PaperRecord
from litscan.corpus.database import Database
from litscan.corpus.schema import REVISION, metadata
from litscan.errors import (
    CorpusTooNewError,
    MissingInputError,
    NotACorpusError,
    UsageError,
)


def test_a_missing_corpus_is_made_and_opens_again(corpus_url: str) -> None:
    with Corpus.open(corpus_url) as corpus:
        corpus.add_papers([PaperRecord("1608.08710", title="Pruning Filters")])
    with Corpus.open(corpus_url, create=False) as corpus:
        assert corpus.paper("1608.08710") == PaperRecord("1608.08710", title="Pruning Filters")


def test_a_missing_corpus_is_not_made_when_only_read(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="there is no corpus"):
        Corpus.open(tmp_path / "none.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_becomes_a_corpus(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with Corpus.open(path) as corpus:
        assert corpus.counts()["papers"] == 0


@pytest.mark.parametrize("content", [b"\\documentclass{article}", b"\x00\x01\x02" * 500])
def test_a_file_that_is_no_database_is_refused_and_left_alone(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "paper.tex"
    path.write_bytes(content)
    with pytest.raises(NotACorpusError, match=r"paper\.tex: not a SQLite database"):
        Corpus.open(path)
    assert path.read_bytes() == content


def test_a_truncated_database_is_an_error_of_one_line(tmp_path: Path) -> None:
    path = tmp_path / "cut.db"
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 300)
    with pytest.raises(NotACorpusError) as caught:
        Corpus.open(path)
    assert "\n" not in str(caught.value)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotACorpusError, match="a folder"):
        Corpus.open(tmp_path)


def test_someone_elses_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NotACorpusError, match="bookmarks"):
        Corpus.open(path)
    assert path.read_bytes() == before


def test_a_corpus_of_a_later_litscan_is_refused_with_advice(corpus_url: str) -> None:
    with Corpus.open(corpus_url):
        pass
    database = Database(corpus_url)
    with database.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(CorpusTooNewError, match=r"9999.*upgrade"):
        Corpus.open(corpus_url)


def test_a_database_litscan_does_not_know_is_named() -> None:
    with pytest.raises(UsageError, match="mysql"):
        Corpus.open("mysql://localhost/papers")


def test_the_migrations_lead_to_the_tables_the_code_uses(corpus_url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from litscan.corpus.migrations.upgrade import known_revisions

    ours = set(metadata.tables)
    database = Database(corpus_url)
    with database.reading() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_object": lambda _, name, kind, __, ___: (
                    name in ours if kind == "table" else name not in _SEARCH
                )
            },
        )
        assert compare_metadata(context, metadata) == []
    database.close()
    assert known_revisions()[0] == REVISION


_SEARCH = {"search", "ix_papers_search", "ix_documents_search"}


def test_sqlite_runs_with_wal_foreign_keys_and_patience(tmp_path: Path) -> None:
    database = Database(tmp_path / "litscan.db")
    with database.reading() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]
    database.close()
    assert pragmas[:2] == ["wal", 1]
    assert pragmas[2] >= 10_000


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    import threading

    path = tmp_path / "litscan.db"
    Corpus.open(path).close()
    errors: list[BaseException] = []

    def write(first: int) -> None:
        try:
            with Corpus.open(path) as corpus:
                for number in range(first, first + 20):
                    corpus.add_papers([PaperRecord(f"bib/{number}", authors=("Same Name",))])
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    with Corpus.open(path) as corpus:
        assert corpus.counts()["papers"] == 60
